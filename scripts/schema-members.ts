import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, visit } from 'graphql';

/** A part of a type that can be deprecated: a field, an argument, a field of an input or a value of an enum. */
export interface Member {
  /** Such as `Query.nodes` or `Query.nodes(ids:)`. */
  readonly coordinate: string;
  readonly isDeprecated: boolean;
}

/** A part of a definition, as the parser has it. */
interface Part {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly arguments?: readonly Part[] | undefined;
}

/** The fields or values of a definition; empty where it has none. */
const partsOf = (definition: DefinitionNode): readonly Part[] => {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
};

const typeOf = (definition: DefinitionNode): string => ('name' in definition ? (definition.name?.value ?? '') : '');

const isDeprecated = ({ directives }: Part): boolean =>
  directives?.some(({ name }) => name.value === 'deprecated') ?? false;

const coordinateOf = (type: string, part: Part): string => `${type}.${part.name.value}`;
const argumentOf = (field: string, part: Part): string => `${field}(${part.name.value}:)`;

/** All members of a schema. */
export const membersOf = ({ definitions }: DocumentNode): Member[] =>
  definitions.flatMap((definition) =>
    partsOf(definition).flatMap((part) => {
      const coordinate = coordinateOf(typeOf(definition), part);
      const ofArguments = (part.arguments ?? []).map((each) => ({
        coordinate: argumentOf(coordinate, each),
        isDeprecated: isDeprecated(each) || isDeprecated(part),
      }));
      return [{ coordinate, isDeprecated: isDeprecated(part) }, ...ofArguments];
    }),
  );

function withoutIn(definition: DefinitionNode, coordinates: ReadonlySet<string>): DefinitionNode {
  const parts = partsOf(definition)
    .map((part) => ({ part, coordinate: coordinateOf(typeOf(definition), part) }))
    .filter(({ coordinate }) => !coordinates.has(coordinate))
    .map(({ part, coordinate }) =>
      part.arguments
        ? { ...part, arguments: part.arguments.filter((each) => !coordinates.has(argumentOf(coordinate, each))) }
        : part,
    );
  if ('fields' in definition) return { ...definition, fields: parts } as unknown as DefinitionNode;
  return 'values' in definition ? ({ ...definition, values: parts } as unknown as DefinitionNode) : definition;
}

/** A schema without some of its members. */
export const withoutMembers = (document: DocumentNode, coordinates: ReadonlySet<string>): DocumentNode => ({
  ...document,
  definitions: document.definitions.map((definition) => withoutIn(definition, coordinates)),
});

/** The types that another definition names or that implement what it names, by the names of both. */
function neighbours({ definitions }: DocumentNode): Map<string, Set<string>> {
  const found = new Map(definitions.map((definition) => [typeOf(definition), new Set<string>()]));
  for (const definition of definitions) {
    const type = typeOf(definition);
    visit(definition, { NamedType: ({ name }) => void found.get(type)?.add(name.value) });
    if ('interfaces' in definition)
      for (const { name } of definition.interfaces ?? []) found.get(name.value)?.add(type);
  }
  return found;
}

/** The names of the types that a client can meet. */
export function reachableTypes(document: DocumentNode): ReadonlySet<string> {
  const next = neighbours(document);
  const reached = new Set<string>(['Query', 'Mutation', 'Subscription']);
  // A set is read to its end, also what is added meanwhile.
  for (const type of reached) for (const other of next.get(type) ?? []) reached.add(other);
  return reached;
}

/** A schema without some of its types. */
export const withoutTypes = (document: DocumentNode, isGone: (type: string) => boolean): DocumentNode => ({
  ...document,
  definitions: document.definitions.filter((definition) => !isGone(typeOf(definition))),
});
