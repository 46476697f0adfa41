import type { SourceChange } from '../live/changes.ts';
import type { ListOutcome } from '../pagination/index.ts';
import { internalError, toClientError } from '../request/errors.ts';
import type { Source } from '../tasks/task.ts';
import type { UpdatesTold } from '../tasks/updates.ts';
import { builder } from './builder.ts';
import { SourceType } from './source.ts';
import { updatesSeenSinceDescription, UpdatesToldType } from './updates.ts';

/** Why a source could not be read, as clients see it. */
interface SourceError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly providerCode: string | null;
  readonly requestId: string | null;
}

interface SourceOutcome {
  readonly source: Source;
  readonly ok: boolean;
  readonly error: SourceError | null;
  readonly failingSince: number | null;
  readonly scannedTo: number | null;
  readonly retryAfterMs: number | null;
  readonly updatesTold: UpdatesTold | null;
  readonly updatesSeenSince: number | null;
}

/** Why a source could not be read. */
export const SourceErrorType = builder.objectRef<SourceError>('SourceError').implement({
  description:
    'Why a source could not be read: the same values that an error has in its extensions, except `retryAfterMs`, which is ' +
    'in `SourceOutcome`.',
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false, description: 'The error code, such as `UPSTREAM_TIMEOUT`.' }),
    message: t.exposeString('message', { nullable: false, description: 'The error as a sentence.' }),
    retryable: t.exposeBoolean('retryable', {
      nullable: false,
      description: 'Whether the same request may succeed later.',
    }),
    providerCode: t.exposeString('providerCode', { description: "The provider's own error code." }),
    requestId: t.exposeString('requestId', { description: "The provider's request id, for its support." }),
  }),
});

/** Whether a source could be read. */
export const SourceOutcomeType = builder.objectRef<SourceOutcome>('SourceOutcome').implement({
  description: 'Whether a source of the timeline could be read.',
  fields: (t) => ({
    source: t.expose('source', { type: SourceType, nullable: false, description: 'The source.' }),
    ok: t.exposeBoolean('ok', {
      nullable: false,
      description: 'Whether all reads that the page needed from it succeeded.',
    }),
    error: t.expose('error', { type: SourceErrorType, description: 'Why it could not be read; null if `ok`.' }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      description:
        'Since when polls of it have failed; null if `ok`, and where none has: it is polled only while somebody has subscribed ' +
        'to its tasks.',
    }),
    scannedTo: t.expose('scannedTo', {
      type: 'DateTime',
      description:
        'The creation time that the reading of the source has come to, tasks that the filter did not let pass included. ' +
        'Null where nothing was read, and for a source whose tasks have no time.',
    }),
    retryAfterMs: t.exposeInt('retryAfterMs', {
      description:
        'In how many milliseconds the source may be asked again, if its failure tells that and asking again can help.',
    }),
    updatesTold: t.expose('updatesTold', {
      type: UpdatesToldType,
      description: 'What `filter.updatedAfter` can find of the source; null without this filter.',
    }),
    updatesSeenSince: t.expose('updatesSeenSince', {
      type: 'DateTime',
      description: updatesSeenSinceDescription,
    }),
  }),
});

/** How the reading of a source went, and since when polls of it have failed. */
export type SourceReading = Pick<ListOutcome, 'error' | 'scannedTo'> & Pick<SourceChange, 'failingSince'>;

/** Whether a source could be read, as clients see it. */
export function outcomeOf(source: Source, { error, scannedTo, failingSince }: SourceReading): SourceOutcome {
  const read = { source, scannedTo, updatesTold: null, updatesSeenSince: null };
  if (error === undefined) return { ...read, ok: true, error: null, failingSince: null, retryAfterMs: null };
  const { message, extensions } = toClientError(error) ?? internalError;
  const { code, retryable = false, providerCode = null, requestId = null, retryAfterMs = null } = extensions;
  const sourceError = { code, message, retryable, providerCode, requestId };
  return { ...read, ok: false, error: sourceError, failingSince, retryAfterMs };
}
