import type { DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A document, and its validation errors. */
export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

/** The size of the cache in tokens; a parsed token takes about 300 bytes, and as much again for each plan of its operation. */
const maxTokens = 100_000;

/** Larger documents are not cached. */
const largestTokens = 5_000;

/**
 * An LRU cache of parsed and validated documents, by their texts. It is bounded by their size, not by their number: a thousand
 * documents of a megabyte each would exhaust the memory. Syntax errors are not cached.
 */
export const documentCache = (): LRUCache<string, CheckedDocument> =>
  new LRUCache({
    maxSize: maxTokens,
    maxEntrySize: largestTokens,
    // The text is the key, and has comments, which are no tokens.
    sizeCalculation: ({ document: { tokenCount = 0 } }, text) => 1 + tokenCount + Math.ceil(text.length / 100),
  });
