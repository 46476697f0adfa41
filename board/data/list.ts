import { batch, computed, signal } from '@preact/signals';
import type { Filter } from '../filter/filter.ts';
import { isStalled, matches } from '../filter/matches.ts';
import { TimelineDocument } from '../gql/graphql.ts';
import { ask } from './ask.ts';
import { now } from './clock.ts';
import { type KnownTask } from './known-task.ts';
import { knownTasks, learn } from './known-tasks.ts';
import { lookUp } from './look-up.ts';
import { serverFilter } from './server-filter.ts';
import { learnOutcomes, providerOf } from './sources.ts';
import { filter } from './view.ts';

/** What the next page is doing. */
export type More =
  | { readonly at: 'idle' }
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly message: string };

/** The tasks that are listed, newest first. */
export type List =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly message: string }
  | {
      readonly at: 'ready';
      readonly ids: readonly string[];
      /** Where the next page begins; null if there is none. */
      readonly next: string | null;
      /** The exact number of all that match; null if not known. */
      readonly total: number | null;
      readonly more: More;
      /** What could not be looked up, in words. */
      readonly failed: readonly string[];
    };

/** How many tasks the first page has, and how many each that follows. */
export const pageSizes = { first: 100, next: 500 };

/** The list that the table shows. */
export const list = signal<List>({ at: 'loading' });

/** Tasks that appeared since the list was loaded and are not in it yet, newest first. */
export const announced = signal<readonly string[]>([]);

/** The listed tasks, as they are now. */
export const listedTasks = computed<readonly KnownTask[]>(() => {
  const { value } = list;
  if (value.at !== 'ready') return [];
  const tasks = value.ids.flatMap((id) => knownTasks.value.get(id) ?? []);
  // The server cannot filter by what only the watcher can tell.
  return filter.value.stalled ? tasks.filter(isStalled) : tasks;
});

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let loading = new AbortController();

/** Loads the list anew; what was being loaded before no longer matters. */
export async function loadList(wanted: Filter): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal: stopped } = loading;
  batch(() => {
    list.value = { at: 'loading' };
    announced.value = [];
  });
  try {
    list.value = wanted.taskId === null ? await firstPage(wanted, stopped) : await lookUpList(wanted, stopped);
  } catch (error) {
    if (!stopped.aborted) list.value = { at: 'failed', message: words(error) };
  }
}

async function firstPage(wanted: Filter, stopped: AbortSignal): Promise<List> {
  const page = await readPage(wanted, pageSizes.first, null, stopped);
  return { at: 'ready', ...page, more: { at: 'idle' }, failed: [] };
}

async function lookUpList(wanted: Filter, stopped: AbortSignal): Promise<List> {
  const { tasks, failed } = await lookUp(wanted, stopped);
  learn(tasks);
  const ids = tasks.filter((task) => matches(task, wanted, providerOf, now.peek())).map(({ id }) => id);
  return { at: 'ready', ids, next: null, total: ids.length, more: { at: 'idle' }, failed };
}

async function readPage(wanted: Filter, first: number, after: string | null, stopped: AbortSignal) {
  const variables = { first, after, filter: serverFilter(wanted, Date.now()) };
  const { batchTasks } = await ask(TimelineDocument, variables, stopped);
  stopped.throwIfAborted();
  learn(batchTasks.nodes);
  learnOutcomes(batchTasks.sources, Date.now());
  const { hasNextPage, endCursor } = batchTasks.pageInfo;
  return {
    ids: batchTasks.nodes.map(({ id }) => id),
    next: hasNextPage ? endCursor : null,
    total: batchTasks.totalCount,
  };
}

/** Loads the next page. */
export async function loadMore(): Promise<void> {
  const { value } = list;
  if (value.at !== 'ready' || value.next === null || value.more.at === 'loading') return;
  const { signal: stopped } = loading;
  list.value = { ...value, more: { at: 'loading' } };
  try {
    const page = await readPage(filter.value, pageSizes.next, value.next, stopped);
    change((ready) => ({ ...ready, ...page, ids: [...new Set([...ready.ids, ...page.ids])], more: { at: 'idle' } }));
  } catch (error) {
    if (!stopped.aborted) change((ready) => ({ ...ready, more: { at: 'failed', message: words(error) } }));
  }
}

type Ready = Extract<List, { at: 'ready' }>;

function change(next: (ready: Ready) => Ready): void {
  if (list.value.at === 'ready') list.value = next(list.value);
}

/** The ids of the tasks that are listed or announced. */
export const shownIds = computed<ReadonlySet<string>>(
  () => new Set([...(list.value.at === 'ready' ? list.value.ids : []), ...announced.value]),
);

/** Announces those of the tasks that belong into the list and are not in it. Rows never jump in by themselves. */
export function announce(tasks: readonly KnownTask[]): void {
  const { value } = list;
  if (value.at !== 'ready' || filter.value.taskId !== null) return;
  const listed = shownIds.value;
  const oldest = value.next === null ? -Infinity : timeOf(value.ids.at(-1));
  const found = tasks.filter(
    (task) => !listed.has(task.id) && timeOf(task.id) >= oldest && matches(task, filter.value, providerOf, now.peek()),
  );
  if (found.length === 0) return;
  announced.value = newestFirst([...announced.value, ...found.map(({ id }) => id)]).slice(0, mostAnnounced);
}

/** How many tasks are announced at most: where there are more, the list is loaded anew to show them. */
export const mostAnnounced = 500;

/** Takes the announced tasks into the list. */
export function showAnnounced(): void {
  if (announced.value.length >= mostAnnounced) return void loadList(filter.value);
  batch(() => {
    change((ready) => ({ ...ready, ids: newestFirst([...announced.value, ...ready.ids]) }));
    announced.value = [];
  });
}

/** When a task was created; tasks without a time come last, as the server has them. */
function timeOf(id: string | undefined): number {
  const createdAt = id === undefined ? null : (knownTasks.peek().get(id)?.createdAt ?? null);
  return createdAt === null ? -Infinity : Date.parse(createdAt);
}

function byTime(one: string, other: string): number {
  const [a, b] = [timeOf(one), timeOf(other)];
  return a === b ? 0 : b - a;
}

const newestFirst = (ids: readonly string[]): string[] => [...new Set(ids)].sort(byTime);
