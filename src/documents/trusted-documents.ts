import type { GraphQLError } from 'graphql';
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

/** The parameters of a request, not checked yet. */
export type Parameters = Readonly<Record<string, unknown>>;

/**
 * The parameters with the document that they name by its hash, as `documentId` or as
 * `extensions.persistedQuery.sha256Hash`; throws where there is none, or where documents must be trusted ones.
 */
export function withDocument(asked: Parameters, { manifest, only }: TrustedDocuments): Parameters {
  if (!only && asked.documentId === undefined && asked.extensions === undefined) return asked;
  const { documentId, ...parameters } = asked;
  const { query } = parameters;
  const hash = hashOf(documentId, parameters);
  const document = hash === null ? undefined : manifest.get(hash);
  if (document !== undefined) return { ...parameters, query: document };
  if (query && only) throw untrusted();
  if (hash !== null && !query) throw notFound();
  if (hash !== null && sha256(String(query)) !== hash) throw mismatch();
  return parameters;
}

const mismatch = (): GraphQLError => codedError('BAD_REQUEST', 'The hash is not that of the query.');

function hashOf(documentId: unknown, { extensions }: Parameters): string | null {
  const persistedQuery = isObject(extensions) ? extensions.persistedQuery : undefined;
  const named = documentId ?? (isObject(persistedQuery) ? persistedQuery.sha256Hash : undefined);
  if (named === undefined || named === null) return null;
  if (typeof named !== 'string')
    throw codedError('BAD_REQUEST', 'A document is named by the hex digits of its SHA-256.');
  return named.replace(/^sha256:/, '').toLowerCase();
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
