import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  GraphQLID,
  GraphQLString,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { here, type ValueFault, within } from '../errors/value-fault.ts';
import { membersOf } from '../platform/members.ts';
import type { Context } from '../request/context.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { refuseText } from '../tasks/text.ts';

/** Cursors have a check of their own, INVALID_CURSOR, and may be longer than other texts. */
const cursors: ReadonlySet<string> = new Set(['after', 'before']);

/** As many as a page has. A variable can be in hundreds of fields, each of which reads the whole list. */
export const longestList = 500;

type Input = GraphQLArgument | GraphQLInputField;

/** Values by the names of arguments or members. */
type Values = Readonly<Record<string, unknown>>;

type Resolver = GraphQLFieldResolver<unknown, Context, Values>;

/** The fault of a value; null if it has none. */
type Check = (value: unknown) => ValueFault | null;

/** The check of an argument or of a member of an input object. */
interface InputCheck {
  readonly name: string;
  readonly faultIn: Check;
}

function faultInText(value: unknown): ValueFault | null {
  const complaint = typeof value === 'string' ? refuseText(value) : null;
  return complaint === null ? null : here(complaint);
}

/** The check of a list: of its length, and of its items. */
const listCheck =
  (faultIn: Check | null): Check =>
  (items) => {
    if (!Array.isArray(items)) return null;
    if (items.length > longestList) return here(`must not have more than ${longestList} items`);
    if (!faultIn) return null;
    for (const [index, item] of items.entries()) {
      const fault = faultIn(item);
      if (fault) return within(`[${index}]`, fault);
    }
    return null;
  };

/** The first fault in arguments or members; its place begins with the name of one. */
function faultAmong(checks: readonly InputCheck[], values: Values): ValueFault | null {
  for (const { name, faultIn } of checks) {
    const fault = faultIn(values[name]);
    if (fault) return within(name, fault);
  }
  return null;
}

const membersCheck =
  (checks: readonly InputCheck[]): Check =>
  (members) => {
    const fault = faultAmong(checks, membersOf(members));
    return fault && within('.', fault);
  };

/** The check of a type's values; null if all are taken. Global ids are decoded, and cost by their number. */
function checkOf(type: GraphQLInputType): Check | null {
  const given = getNullableType(type);
  if (getNamedType(given) === GraphQLID) return null;
  if (isListType(given)) return listCheck(checkOf(given.ofType));
  if (!isInputObjectType(given)) return given === GraphQLString ? faultInText : null;
  const checks = checksOf(Object.values(given.getFields()));
  return checks.length > 0 ? membersCheck(checks) : null;
}

const isCursor = ({ name, type }: Input): boolean => cursors.has(name) && getNullableType(type) === GraphQLString;

/** The checks of those arguments or members that need one. */
const checksOf = (inputs: readonly Input[]): readonly InputCheck[] =>
  inputs.flatMap((input) => {
    const faultIn = isCursor(input) ? null : checkOf(input.type);
    return faultIn ? [{ name: input.name, faultIn }] : [];
  });

/** A resolver that throws the first fault in its arguments. */
const checked =
  (checks: readonly InputCheck[], resolve: Resolver): Resolver =>
  (parent, values, context, info) => {
    const fault = faultAmong(checks, values);
    if (fault) throw new InvalidArgumentError(fault.place, fault.complaint);
    return resolve(parent, values, context, info);
  };

function checkField(field: GraphQLField<unknown, Context>): void {
  const checks = checksOf(field.args);
  if (checks.length === 0) return;
  const { subscribe, resolve = defaultFieldResolver } = field;
  if (subscribe) field.subscribe = checked(checks, subscribe);
  else field.resolve = checked(checks, resolve);
}

/** Lets no resolver see a text that cannot be sent to a provider as it is, nor a list that is too long. */
export function checkArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) checkField(field);
  }
  return schema;
}
