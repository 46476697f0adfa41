import type { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { codedError } from '../errors/coded-error.ts';
import { sha256 } from '../platform/digest.ts';
import type { Manifest } from './manifest.ts';

/** The trusted documents, and whether they are the only ones. */
export interface TrustedDocuments {
  readonly manifest: Manifest;
  /** Whether all other documents are refused. */
  readonly only: boolean;
}

/** The message is the one on which clients of automatic persisted queries send the document itself. */
const notFound = (): GraphQLError => codedError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');

const untrusted = (): GraphQLError => codedError('FORBIDDEN', 'Only trusted documents are served here.');

/** Looks up the document of a hash, which clients send as `documentId` or as `extensions.persistedQuery.sha256Hash`. */
export function useTrustedDocuments({ manifest, only }: TrustedDocuments): Plugin {
  return {
    onParams({ params: { documentId, ...params }, setParams }: { params: Params; setParams(params: Params): void }) {
      const hash = hashOf(documentId, params);
      const document = hash === null ? undefined : manifest.get(hash);
      if (document !== undefined) return setParams({ ...params, query: document });
      if (params.query && only) throw untrusted();
      if (hash !== null && !params.query) throw notFound();
      if (hash !== null && sha256(String(params.query)) !== hash) throw mismatch();
      setParams(params);
    },
  };
}

/** The parameters of a request, with one that Yoga does not know. */
type Params = GraphQLParams & { readonly documentId?: unknown };

const mismatch = (): GraphQLError => codedError('BAD_REQUEST', 'The hash is not that of the query.');

function hashOf(documentId: unknown, { extensions }: GraphQLParams): string | null {
  const persistedQuery: unknown = extensions?.persistedQuery;
  const named = documentId ?? (isObject(persistedQuery) ? persistedQuery.sha256Hash : undefined);
  if (named === undefined || named === null) return null;
  if (typeof named !== 'string')
    throw codedError('BAD_REQUEST', 'A document is named by the hex digits of its SHA-256.');
  return named.replace(/^sha256:/, '').toLowerCase();
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
