import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The size of the cache in tokens; a parsed token takes about 300 bytes. */
const maxTokens = 200_000;

/** Larger documents are not cached. */
const largestTokens = 5_000;

/**
 * The caches for parsed documents. Yoga's default bounds their number and not their size: a thousand documents of a
 * megabyte each would exhaust the memory. Syntax errors are not cached.
 */
export const documentCaches = () => ({
  documentCache: new LRUCache<string, DocumentNode>({
    maxSize: maxTokens,
    maxEntrySize: largestTokens,
    // Comments are not tokens, but the key holds them.
    sizeCalculation: ({ tokenCount = 0 }, source) => 1 + tokenCount + Math.ceil(source.length / 100),
  }),
  errorCache: { get: () => undefined, set: () => undefined },
});
