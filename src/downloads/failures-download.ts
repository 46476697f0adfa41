import type { GraphQLError } from 'graphql';
import type { IdentifiedClient, IdentifiedHttpClient } from '../access/identity.ts';
import { type ErrorCode, type ErrorCodeFacts, errorCodes } from '../errors/codes.ts';
import type { HttpDetails } from '../errors/coded-error.ts';
import type { BufferedResponse } from '../http/buffered-response.ts';
import type { Engine } from '../http/engine.ts';
import { errorResponse } from '../http/error-response.ts';
import { taskIdIn } from '../http/failures-path.ts';
import type { DownloadHandler } from '../http/listener.ts';
import { pathOf } from '../http/request-target.ts';
import { toClientError } from '../request/errors.ts';
import { wantedExplanation } from '../request/explain.ts';
import { decodeGlobalId, type GlobalId } from '../request/global-id.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { csvRecord } from './csv.ts';
import { findFailures, type Pages } from './failure-pages.ts';

type TaskId = Extract<GlobalId, { readonly kind: 'task' }>;

function decodeTaskId(id: string): TaskId {
  const decoded = decodeGlobalId(id, 'id');
  if (decoded.kind === 'task') return decoded;
  throw new InvalidArgumentError('id', 'the id of a source, not of a task');
}

/** The seconds after which an error says to ask again, as a header. */
function retryAfter(retryAfterMs: unknown): Record<string, string> {
  return typeof retryAfterMs === 'number' ? { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) } : {};
}

/** The error of an operation as the answer to a download: without the place in a document that the client has not sent. */
function failed({ message, extensions }: Pick<GraphQLError, 'message' | 'extensions'>): BufferedResponse {
  const { code, http, ...others } = extensions;
  const facts: ErrorCodeFacts = errorCodes[code as ErrorCode];
  const { status, headers } = (http as HttpDetails | undefined) ?? {};
  return errorResponse(code as ErrorCode, message, {
    status: facts.downloadStatus ?? status ?? facts.status,
    headers: { ...retryAfter(extensions['retryAfterMs']), ...headers },
    extensions: others,
  });
}

/** Also for a task of a source that the caller may not see. */
const absent = (): BufferedResponse => errorResponse('BAD_REQUEST', 'There is no such task.', { status: 404 });

const unplanned = (): BufferedResponse => errorResponse('BAD_REQUEST', 'A download cannot be planned.');

/** Longer names are cut: a task id has up to 256 characters. */
const longestName = 100;

/** The file's name; of an id that may hold anything, what every file system takes. */
function fileNameOf({ sourceKey, taskId }: TaskId): string {
  const name = `failures-${sourceKey}-${taskId}`.replaceAll(/[^\w.-]/g, '_');
  return `${name.slice(0, longestName)}.csv`;
}

const header = csvRecord(['item', 'message']);

async function* writeCsv(pages: Pages): AsyncGenerator<string, void> {
  let before = header;
  for await (const items of pages) {
    const records = items.map(({ item, message }) => csvRecord([item, message]));
    yield before + records.join('');
    before = '';
  }
}

/**
 * The failed items of a task as CSV. Each page is an operation of the engine, so that it is refused, charged, bounded and
 * masked as any other. What fails before the first page is an error of HTTP.
 */
export const createFailuresDownload =
  (engine: Engine<IdentifiedClient>): DownloadHandler<IdentifiedHttpClient> =>
  async (client) => {
    if (wantedExplanation(client.incoming.headers) === 'plan') return unplanned();
    const id = taskIdIn(pathOf(client.incoming));
    let task: TaskId;
    try {
      task = decodeTaskId(id);
    } catch (error) {
      const told = toClientError(error);
      if (told) return failed(told);
      throw error;
    }
    const found = await findFailures({ engine, client, id });
    if (found.name === 'absent') return absent();
    if (found.name === 'failed') return failed(found.error);
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${fileNameOf(task)}"`,
      },
      parts: writeCsv(found.pages),
    };
  };
