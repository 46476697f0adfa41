import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './gateway.ts';
import { type BatchTaskFilter, type TimelineQuery, TimelineDocument } from './gql/graphql.ts';

/** A task of the timeline. */
export type Task = TimelineQuery['batchTasks']['nodes'][number];

/** A source that could not be read for a page. */
export interface FailedSource {
  readonly key: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  /** In how many milliseconds to ask it again, where it told. */
  readonly retryAfterMs: number | null;
}

/** The next tasks of the timeline, and the sources whose tasks are still missing. */
export interface Page {
  readonly tasks: readonly Task[];
  readonly failed: readonly FailedSource[];
  /** Where the next page begins: another walk over the same filter can go on from it. Null where nothing has been passed. */
  readonly cursor: string | null;
}

/** What to walk, and how. */
export interface WalkOptions {
  readonly ask: Ask;
  /** Which tasks to walk; all unless given. */
  readonly filter?: BatchTaskFilter;
  /** The cursor of a page of an earlier walk, to go on from it. */
  readonly after?: string | null;
  /** How many tasks to ask for at a time: at most 500. */
  readonly pageSize: number;
  /** How often to ask for what failing sources still have, once the others have no more. */
  readonly attempts: number;
  /** The pause between two of these, in milliseconds, doubled each time; longer where a source asks for it. */
  readonly pauseMs: number;
}

/** Every page of the timeline, newest first; what a failing source has comes later, when it can be read again. */
export async function* walk(options: WalkOptions): AsyncGenerator<Page> {
  const { ask, filter = null, pageSize, attempts, pauseMs } = options;
  let { after = null } = options;
  let waits = 0;
  for (;;) {
    const { batchTasks }: TimelineQuery = await ask(TimelineDocument, { first: pageSize, after, filter });
    // A last page without tasks may have no cursor: the one before it is still good.
    after = batchTasks.pageInfo.endCursor ?? after;
    const page = { tasks: batchTasks.nodes, failed: batchTasks.sources.flatMap(failureOf), cursor: after };
    yield page;
    if (!batchTasks.pageInfo.hasNextPage) return;
    if (!isStuck(page)) {
      waits = 0;
      continue;
    }
    waits += 1;
    if (waits >= attempts || !page.failed.some(({ retryable }) => retryable)) return;
    const asked = page.failed.map(({ retryAfterMs }) => retryAfterMs ?? 0);
    await sleep(Math.max(pauseMs * 2 ** (waits - 1), ...asked));
  }
}

const failureOf = ({ source, error, retryAfterMs }: TimelineQuery['batchTasks']['sources'][number]): FailedSource[] =>
  error ? [{ key: source.key, ...error, retryAfterMs }] : [];

/** Whether nothing but failing sources is left. A page can be empty without: a filter may have passed none of it. */
const isStuck = ({ tasks, failed }: Page): boolean => tasks.length === 0 && failed.length > 0;
