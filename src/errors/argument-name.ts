import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit, type ValueNode } from 'graphql';

/** What is part of no argument. */
const others: ReadonlySet<Kind> = new Set([
  Kind.FIELD,
  Kind.FRAGMENT_DEFINITION,
  Kind.FRAGMENT_SPREAD,
  Kind.INLINE_FRAGMENT,
  Kind.NAMED_TYPE,
  Kind.OPERATION_DEFINITION,
]);

/** Whether an error may be about an argument: only then the names are worth looking up in the whole document. */
export const isAboutArgument = ({ nodes = [] }: GraphQLError): boolean => nodes.some(({ kind }) => !others.has(kind));

/** The names of arguments, with the path in them, by the nodes of a document that belong to them. */
export type ArgumentNames = ReadonlyMap<ASTNode, string>;

function addValue(names: Map<ASTNode, string>, value: ValueNode, name: string): void {
  names.set(value, name);
  if (value.kind === Kind.LIST) {
    for (const [index, item] of value.values.entries()) addValue(names, item, `${name}[${index}]`);
  }
  if (value.kind !== Kind.OBJECT) return;
  for (const field of value.fields) {
    for (const node of [field, field.name]) names.set(node, `${name}.${field.name.value}`);
    addValue(names, field.value, `${name}.${field.name.value}`);
  }
}

/** The argument that each variable is first the value of, or a part of. */
function namesOfVariables(root: ASTNode, names: ArgumentNames): Map<string, string> {
  const found = new Map<string, string>();
  visit(root, {
    Variable(node) {
      const name = names.get(node);
      if (name !== undefined && !found.has(node.name.value)) found.set(node.name.value, name);
    },
  });
  return found;
}

/**
 * The names of arguments in a document, such as `filter.statuses[0]`. The definition of a variable has the name of the
 * argument that it is used for.
 */
export function argumentNames(document: DocumentNode): ArgumentNames {
  const names = new Map<ASTNode, string>();
  visit(document, {
    Argument(node) {
      // A repeated argument is found at its name.
      for (const part of [node, node.name]) names.set(part, node.name.value);
      addValue(names, node.value, node.name.value);
    },
  });
  const anywhere = namesOfVariables(document, names);
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const own = namesOfVariables(operation, names);
    for (const definition of operation.variableDefinitions ?? []) {
      const variable = definition.variable.name.value;
      const name = own.get(variable) ?? anywhere.get(variable);
      if (name !== undefined) names.set(definition, name);
      if (name !== undefined && definition.defaultValue) addValue(names, definition.defaultValue, name);
    }
  }
  return names;
}

/** A complaint about an argument, by its name as all of ours are, unless it holds the name already. */
export const namingArgument = (argument: string, message: string): string =>
  message.includes(`"${argument}"`) ? message : `${argument}: ${message}`;
