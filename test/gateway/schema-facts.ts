import { type DefinitionNode, type DocumentNode, Kind, print } from 'graphql';

/** One thing that a schema promises to its clients. */
export interface Fact {
  /** A type, or a field or value of one: `Query`, `Query.node`. */
  readonly subject: string;
  /** The whole of it, arguments and types included: `Query.node(id: ID!): Node`. */
  readonly text: string;
}

/** Everything that a document in the schema language promises, one fact for each type, interface, field, argument and value. */
export const schemaFacts = ({ definitions }: DocumentNode): Fact[] => definitions.flatMap(factsOf);

function factsOf(definition: DefinitionNode): Fact[] {
  if (!('name' in definition) || !definition.name) return [];
  const type = definition.name.value;
  return [{ subject: type, text: `${definition.kind} ${type}` }, ...membersOf(definition, type)];
}

function membersOf(definition: DefinitionNode, type: string): Fact[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...(definition.interfaces ?? []).map(({ name }) => ({ subject: type, text: `${type} is a ${name.value}` })),
        ...(definition.fields ?? []).flatMap((field) => {
          const subject = `${type}.${field.name.value}`;
          const result = { subject, text: `${subject}: ${print(field.type)}` };
          return [result, ...(field.arguments ?? []).flatMap((argument) => inputFacts(argument, subject))];
        }),
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).flatMap((field) => inputFacts(field, `${type}.${field.name.value}`));
    case Kind.ENUM_TYPE_DEFINITION:
      return (definition.values ?? []).map(({ name }) => ({
        subject: `${type}.${name.value}`,
        text: `${type}.${name.value}`,
      }));
    default:
      return [];
  }
}

type InputValue = NonNullable<Extract<DefinitionNode, { kind: Kind.INPUT_OBJECT_TYPE_DEFINITION }>['fields']>[number];

/** An argument or input field: its type, and its default where it has one. */
function inputFacts({ name, type, defaultValue }: InputValue, subject: string): Fact[] {
  const typed = { subject, text: `${subject}(${name.value}: ${print(type)})` };
  return defaultValue ? [typed, { subject, text: `${subject}(${name.value} = ${print(defaultValue)})` }] : [typed];
}
