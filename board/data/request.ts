/** The SHA-256 of each document of the board, by the name of its operation: `scripts/build-board.ts` puts them in. */
declare const documentHashes: Readonly<Record<string, string>>;

/** The name of the operation of a document. */
export const operationName = (document: string): string =>
  /^\s*(?:query|subscription) (\w+)/m.exec(document)?.[1] ?? '';

/** What the gateway is asked. The hash is for one that takes trusted documents only; the text for one of another version. */
export function requestOf(query: string, variables: Readonly<Record<string, unknown>>) {
  const sha256Hash = documentHashes[operationName(query)];
  const extensions = sha256Hash === undefined ? {} : { persistedQuery: { version: 1, sha256Hash } };
  return { query, variables, extensions };
}
