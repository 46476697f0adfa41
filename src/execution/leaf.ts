import { type GraphQLLeafType, GraphQLBoolean, GraphQLID, GraphQLString } from 'graphql';
import { StacklessError } from '../platform/without-stack.ts';

/** The types of which values of one `typeof` are serialized as they are. */
const passing = new Map<GraphQLLeafType, string>([
  [GraphQLString, 'string'],
  [GraphQLID, 'string'],
  [GraphQLBoolean, 'boolean'],
]);

/** The `typeof` of values that a leaf type leaves as they are; '' where there is none. */
export const passesOf = (type: GraphQLLeafType): string => passing.get(type) ?? '';

/** Writes a value as its type does. */
export function serialize(type: GraphQLLeafType, value: unknown): unknown {
  const written: unknown = type.coerceOutputValue(value);
  if (written !== null && written !== undefined) return written;
  throw new StacklessError(
    `Expected \`${String(type)}.coerceOutputValue\` to return a value, returned: ${String(written)}`,
  );
}
