import {
  type FieldNode,
  getArgumentValues,
  type GraphQLArgument,
  type GraphQLField,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';

/** The values of variables, coerced, as graphql's functions take them. */
export type VariableValues = NonNullable<Parameters<typeof getArgumentValues>[2]>;

/** The arguments of a field by their names. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What an execution has of variables and of the arguments made from them. */
interface Values {
  readonly variableValues: VariableValues;
  readonly argumentValues: (Arguments | undefined)[];
}

/** Gives the arguments of a field in an execution; throws a GraphQLError about an argument that cannot be coerced. */
export type ArgumentPlan = (values: Values) => Arguments;

type Definition = GraphQLField<unknown, unknown>;

const hasVariable = (value: ValueNode): boolean => {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
};

/** What a field without arguments is given. */
export const noArguments: Arguments = Object.freeze({});

/** The same in each execution: coerced when they are first needed, since their errors are those of the field. */
function constant(definition: Definition, node: FieldNode): ArgumentPlan {
  let values: Arguments | undefined;
  return () => (values ??= { ...getArgumentValues(definition, node) });
}

/** An argument that is a variable and nothing else. */
interface VariableArgument {
  readonly argument: GraphQLArgument;
  readonly variable: string;
}

/** The arguments that are variables; null if a variable is a part of another one. */
function variableArguments({ args }: Definition, { arguments: nodes = [] }: FieldNode): VariableArgument[] | null {
  const found: VariableArgument[] = [];
  for (const argument of args) {
    const value = nodes.find(({ name }) => name.value === argument.name)?.value;
    if (value?.kind === Kind.VARIABLE) found.push({ argument, variable: value.name.value });
    else if (value && hasVariable(value)) return null;
  }
  return found;
}

/** The other arguments, with undefined in the places of the variables: all in the order of the definition. */
function otherArguments({ args }: Definition, node: FieldNode, variables: readonly VariableArgument[]): ArgumentPlan {
  const names = new Set(variables.map(({ argument }) => argument.name));
  // Of the definition graphql reads the arguments alone.
  const others = { args: args.filter(({ name }) => !names.has(name)) } as unknown as Definition;
  let values: Arguments | undefined;
  const make = (): Arguments => {
    const constants = getArgumentValues(others, node);
    const present = args.filter(({ name }) => names.has(name) || Object.hasOwn(constants, name));
    return Object.fromEntries(present.map(({ name }) => [name, constants[name]]));
  };
  return () => (values ??= make());
}

/** The arguments of a field, where the variables are taken without a look at the others. Null where graphql has to decide. */
function fromVariables(others: Arguments, variables: readonly VariableArgument[], given: VariableValues) {
  const values: Record<string, unknown> = { ...others };
  for (const { argument, variable } of variables) {
    const value = Object.hasOwn(given.coerced, variable) ? given.coerced[variable] : undefined;
    if (value === undefined || (value === null && isNonNullType(argument.type))) return null;
    values[argument.name] = value;
  }
  return values;
}

function varying(definition: Definition, node: FieldNode, index: number): ArgumentPlan {
  const variables = variableArguments(definition, node);
  const others = variables && otherArguments(definition, node, variables);
  const make = (values: Values): Arguments =>
    (others && fromVariables(others(values), variables, values.variableValues)) ?? {
      ...getArgumentValues(definition, node, values.variableValues),
    };
  return (values) => (values.argumentValues[index] ??= make(values));
}

/**
 * Plans the arguments of a field; those that depend on variables are made once per execution, and kept by an index. Null where
 * it has none, as most fields.
 */
export function planArguments(definition: Definition, node: FieldNode, nextIndex: () => number): ArgumentPlan | null {
  if (definition.args.length === 0) return null;
  const isVarying = node.arguments?.some(({ value }) => hasVariable(value));
  return isVarying ? varying(definition, node, nextIndex()) : constant(definition, node);
}
