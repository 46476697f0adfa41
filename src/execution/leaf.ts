import {
  getNullableType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  GraphQLBoolean,
  GraphQLID,
  GraphQLString,
} from 'graphql';
import { StacklessError } from '../platform/without-stack.ts';

/** The types that serialize all values of one `typeof` as they are. */
const asIs = new Map<GraphQLOutputType, string>([
  [GraphQLString, 'string'],
  [GraphQLID, 'string'],
  [GraphQLBoolean, 'boolean'],
]);

/** The `typeof` of the values that a type writes as they are; '' if it converts or checks each, or is no leaf. */
export const asIsTypeof = (type: GraphQLOutputType): string => asIs.get(getNullableType(type)) ?? '';

/** Serializes a value by its type. */
export function serialize(type: GraphQLLeafType, value: unknown): unknown {
  const written: unknown = type.coerceOutputValue(value);
  if (written !== null && written !== undefined) return written;
  throw new StacklessError(
    `Expected \`${String(type)}.coerceOutputValue\` to return a value, returned: ${String(written)}`,
  );
}
