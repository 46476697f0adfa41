import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A token of a document takes some 300 bytes of memory once it is parsed. */
const keptTokens = 200_000;

/** Documents larger than this are read anew each time. */
const largestTokens = 5_000;

/**
 * Documents that were parsed before. Yoga's own cache counts them and not their sizes: a thousand different ones of a
 * megabyte each would take all memory. Those that do not parse are not kept at all.
 */
export const documentCaches = () => ({
  documentCache: new LRUCache<string, DocumentNode>({
    maxSize: keptTokens,
    maxEntrySize: largestTokens,
    // Comments are no tokens, and yet kept in the key.
    sizeCalculation: ({ tokenCount = 0 }, source) => 1 + tokenCount + Math.ceil(source.length / 100),
  }),
  errorCache: { get: () => undefined, set: () => undefined },
});
