import { isAscii } from 'node:buffer';
import { endOfString } from '../platform/json-depth.ts';
import { lastUsed } from '../platform/last-used.ts';
import { parametersOfText, type UncheckedParameters } from './graphql-parameters.ts';
import { textOfBody } from './request-body.ts';

/** A query, and how it stands in a body. */
interface KnownQuery {
  readonly query: string;
  /** The bytes of a body that begins with this query, up to the quote that ends it. */
  readonly bytes: Buffer;
}

/** How a body begins if its query comes first, as most clients write it. */
const beforeQuery = '{"query":';
const withoutQuery = `${beforeQuery}"`;

/** A shorter body takes no longer to parse than to compare. */
const shortestBody = 1_000;

/** Longer queries are not remembered, in bytes. */
const longestQuery = 50_000;

/** Queries are remembered by as many of their first bytes; of those that begin alike, the last one is. */
const keyBytes = 250;

const queries = lastUsed<KnownQuery>(50);

const startsWith = (body: Buffer, bytes: Buffer): boolean =>
  body.length > bytes.length && body.compare(bytes, 0, bytes.length, 0, bytes.length) === 0;

/** The parameters of a body that begins with this query: only what follows the query is parsed. */
function parametersAfter({ query, bytes }: KnownQuery, body: Buffer): UncheckedParameters {
  const parameters = parametersOfText(withoutQuery + textOfBody(body.subarray(bytes.length - 1)));
  // A second `query` that follows wins, as it does in `JSON.parse`; an empty one does not.
  return parameters.query === '' ? Object.assign(parameters, { query }) : parameters;
}

/** Remembers the query that a text begins with, if its bytes are its characters. */
function remember(key: string, text: string, body: Buffer): void {
  if (!text.startsWith(withoutQuery) || !isAscii(body)) return;
  const end = endOfString(text, beforeQuery.length) + 1;
  if (end > longestQuery) return;
  // Parsed by itself: of all parameters, a second `query` could be the one that is told.
  const query: unknown = JSON.parse(text.slice(beforeQuery.length, end));
  if (typeof query === 'string') queries.set(key, { query, bytes: Buffer.from(body.subarray(0, end)) });
}

/**
 * The parameters of a POST's body; throws BAD_REQUEST if it is not UTF-8 or not a JSON object. A client sends the same query with
 * other variables: its bytes are compared with those of the last queries, which takes 0.3 us. To parse a query of a hundred
 * aliases, and to hash it for the cache of documents, takes 20 us, 5 % of what it takes in all.
 */
export function parametersOfBody(body: Buffer): UncheckedParameters {
  if (body.length < shortestBody) return parametersOfText(textOfBody(body));
  const key = body.toString('latin1', 0, keyBytes);
  const known = queries.get(key);
  if (known && startsWith(body, known.bytes)) return parametersAfter(known, body);
  const text = textOfBody(body);
  const parameters = parametersOfText(text);
  remember(key, text, body);
  return parameters;
}
