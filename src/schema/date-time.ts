import { GraphQLError, GraphQLScalarType, print, type ValueNode } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { shortened } from '../errors/shortened.ts';
import { dateText } from './date-text.ts';

const example = '2026-05-28T16:38:20Z';

/** What is wrong with a text that is no date; shows one that is. */
const complaintOf = (text: string): string =>
  `DateTime cannot represent ${shortened(text)}: expected a date, a time and a zone, as in "${example}".`;

function readValue(value: unknown) {
  try {
    return GraphQLDateTime.parseValue(value);
  } catch {
    throw new GraphQLError(complaintOf(JSON.stringify(value)));
  }
}

function readLiteral(node: ValueNode) {
  try {
    return GraphQLDateTime.parseLiteral(node, undefined);
  } catch {
    throw new GraphQLError(complaintOf(print(node)), { nodes: node });
  }
}

/** Clients give dates, and get times in milliseconds as texts. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  parseValue: readValue,
  coerceInputValue: readValue,
  parseLiteral: readLiteral,
  coerceInputLiteral: readLiteral,
  coerceOutputValue: (time) => dateText(time as number),
  serialize: (time) => dateText(time as number),
});
