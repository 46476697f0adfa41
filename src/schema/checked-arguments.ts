import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  GraphQLID,
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

/** As many as a page has. A variable can be in hundreds of fields, each of which reads the whole list. */
export const longestList = 500;

type Input = GraphQLArgument | GraphQLInputField;

/** Whether an argument takes texts or a list, or holds a member that does. Global ids are decoded, and cost by their number. */
function isChecked({ name, type }: Input): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).some(isChecked);
  if (named === GraphQLID) return false;
  return isListType(getNullableType(type)) || (named === GraphQLString && !cursors.has(name));
}

function checkItems(type: GraphQLInputType, items: readonly unknown[], path: string): void {
  if (items.length > longestList) throw new InvalidArgumentError(path, `must not have more than ${longestList} items`);
  for (const [index, item] of items.entries()) checkValue(type, item, `${path}[${index}]`);
}

function checkValue(type: GraphQLInputType, value: unknown, path: string): void {
  const given = getNullableType(type);
  if (value === null || value === undefined) return;
  if (isListType(given)) {
    checkItems(given.ofType, value as readonly unknown[], path);
  } else if (isInputObjectType(given)) {
    const inputs = Object.values(given.getFields()).filter(isChecked);
    checkMembers(inputs, value as Readonly<Record<string, unknown>>, `${path}.`);
  } else if (given === GraphQLString && typeof value === 'string') {
    const complaint = refuseText(value);
    if (complaint !== null) throw new InvalidArgumentError(path, complaint);
  }
}

function checkMembers(inputs: readonly Input[], values: Readonly<Record<string, unknown>>, path = ''): void {
  for (const input of inputs) checkValue(input.type, values[input.name], `${path}${input.name}`);
}

function checkField(field: GraphQLField<unknown, Context>): void {
  const inputs = field.args.filter(isChecked);
  if (inputs.length === 0) return;
  const { subscribe, resolve = defaultFieldResolver } = field;
  if (subscribe) {
    field.subscribe = (parent, values: Readonly<Record<string, unknown>>, ...rest) => {
      checkMembers(inputs, values);
      return subscribe(parent, values, ...rest);
    };
    return;
  }
  field.resolve = (parent, values: Readonly<Record<string, unknown>>, ...rest) => {
    checkMembers(inputs, values);
    return resolve(parent, values, ...rest);
  };
}

/** Lets no resolver see a text that cannot be sent to a provider as it is, nor a list that is too long. */
export function checkArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) checkField(field);
  }
  return schema;
}
