import type { DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A document, and what is wrong with it by the schema: it is validated once. */
export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

/** The size of the cache in tokens; a parsed token takes about 300 bytes, and as much again for each plan of its operation. */
const maxTokens = 100_000;

/** Larger documents are not cached. */
const largestTokens = 5_000;

/**
 * The documents that were parsed last, by their texts. It is bounded by their size: a thousand documents of a megabyte
 * each would exhaust the memory. Syntax errors are not cached.
 */
export const documentCache = (): LRUCache<string, CheckedDocument> =>
  new LRUCache({
    maxSize: maxTokens,
    maxEntrySize: largestTokens,
    // Comments are not tokens, but the key holds them.
    sizeCalculation: ({ document: { tokenCount = 0 } }, text) => 1 + tokenCount + Math.ceil(text.length / 100),
  });
