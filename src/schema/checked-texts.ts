import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  GraphQLString,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Context } from '../request/context.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { refuseText } from '../tasks/text.ts';

/** Cursors have a check of their own, INVALID_CURSOR, and may be longer than other texts. */
const cursors: ReadonlySet<string> = new Set(['after', 'before']);

type Input = GraphQLArgument | GraphQLInputField;

/** Whether an argument takes texts, or holds a member that does. Global ids are no texts: they are decoded. */
function takesTexts({ name, type }: Input): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).some(takesTexts);
  return named === GraphQLString && !cursors.has(name);
}

function checkValue(type: GraphQLInputType, value: unknown, path: string): void {
  const given = getNullableType(type);
  if (value === null || value === undefined) return;
  if (isListType(given)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      checkValue(given.ofType, item, `${path}[${index}]`);
    }
  } else if (isInputObjectType(given)) {
    const inputs = Object.values(given.getFields()).filter(takesTexts);
    checkMembers(inputs, value as Readonly<Record<string, unknown>>, `${path}.`);
  } else if (typeof value === 'string') {
    const complaint = refuseText(value);
    if (complaint !== null) throw new InvalidArgumentError(path, complaint);
  }
}

function checkMembers(inputs: readonly Input[], values: Readonly<Record<string, unknown>>, path = ''): void {
  for (const input of inputs) checkValue(input.type, values[input.name], `${path}${input.name}`);
}

function checkField(field: GraphQLField<unknown, Context>): void {
  const inputs = field.args.filter(takesTexts);
  if (inputs.length === 0) return;
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (parent, values: Readonly<Record<string, unknown>>, ...rest) => {
    checkMembers(inputs, values);
    return resolve(parent, values, ...rest);
  };
}

/** Lets no resolver see a text that cannot be sent to a provider as it is: BAD_USER_INPUT names the argument. */
export function checkTexts(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) checkField(field);
  }
  return schema;
}
