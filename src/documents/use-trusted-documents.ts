import type { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { codedError } from '../errors/coded-error.ts';
import { sha256 } from '../platform/digest.ts';
import type { Manifest } from './manifest.ts';

export interface TrustedDocuments {
  readonly manifest: Manifest;
  /** Whether nothing else is served. */
  readonly only: boolean;
}

/** In the words that clients of automatic persisted queries wait for, to send the document after all. */
const notFound = (): GraphQLError => codedError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');

const untrusted = (): GraphQLError => codedError('FORBIDDEN', 'Only trusted documents are served here.');

/** Puts the document in the place of the hash that names it; clients name it by `documentId` or as persisted queries do. */
export function useTrustedDocuments({ manifest, only }: TrustedDocuments): Plugin {
  return {
    onParams({ params: { documentId, ...params }, setParams }: { params: Params; setParams(params: Params): void }) {
      const hash = hashNamed(documentId, params);
      const document = hash === null ? undefined : manifest.get(hash);
      if (document !== undefined) return setParams({ ...params, query: document });
      if (params.query && only) throw untrusted();
      if (hash !== null && !params.query) throw notFound();
      if (hash !== null && sha256(String(params.query)) !== hash) throw mismatch();
      setParams(params);
    },
  };
}

/** What a request may hold beside Yoga's own parameters. */
type Params = GraphQLParams & { readonly documentId?: unknown };

const mismatch = (): GraphQLError => codedError('BAD_REQUEST', 'The hash is not that of the query.');

function hashNamed(documentId: unknown, { extensions }: GraphQLParams): string | null {
  const persistedQuery: unknown = extensions?.persistedQuery;
  const named = documentId ?? (isObject(persistedQuery) ? persistedQuery.sha256Hash : undefined);
  if (named === undefined || named === null) return null;
  if (typeof named !== 'string')
    throw codedError('BAD_REQUEST', 'A document is named by the hex digits of its SHA-256.');
  return named.replace(/^sha256:/, '').toLowerCase();
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
