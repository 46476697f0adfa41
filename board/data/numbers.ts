import { computed, signal } from '@preact/signals';
import { startOfDay } from '../filter/filter.ts';
import { isStalled } from '../filter/matches.ts';
import { NumbersDocument, RefreshDocument } from '../gql/graphql.ts';
import { ask } from './ask.ts';
import { now } from './clock.ts';
import type { KnownTask } from './known-task.ts';
import { knownTasks, learn } from './known-tasks.ts';
import { illnesses, learnOutcomes } from './sources.ts';

/** A number at the top; `isLeast` if there may be more than were counted. */
export interface Count {
  readonly count: number;
  readonly isLeast: boolean;
}

/** Whether the last reads reached the end: of the running tasks, and of today's failures. */
const isWhole = signal({ running: false, failed: false });

const counted = (isCounted: (task: KnownTask) => boolean): number =>
  Array.from(knownTasks.value.values()).filter(isCounted).length;

const midnight = computed(() => startOfDay(now.value));

const isFailedToday = ({ status, createdAt }: KnownTask): boolean =>
  (status === 'FAILED' || status === 'PARTIALLY_FAILED') &&
  createdAt !== null &&
  Date.parse(createdAt) >= midnight.value;

/** The numbers at the top, of all that the board knows. */
export const numbers = computed(() => ({
  running: { count: counted(({ status }) => status === 'RUNNING'), isLeast: !isWhole.value.running },
  failed: { count: counted(isFailedToday), isLeast: !isWhole.value.failed },
  stalled: { count: counted(isStalled), isLeast: false },
  ill: { count: illnesses.value.size, isLeast: false },
}));

/** How many running and failed tasks are asked for; where there are more, the number says so. */
const most = 100;

/** Asks for the running tasks and for today's failures, and for what has become of those that no longer run. */
export async function loadNumbers(): Promise<void> {
  const { running, failed } = await ask(NumbersDocument, {
    first: most,
    today: new Date(midnight.peek()).toISOString(),
  });
  learnOutcomes(running.sources, Date.now());
  const gone = noLongerRunning(running.nodes, running.pageInfo.hasNextPage);
  learn([...running.nodes, ...failed.nodes]);
  isWhole.value = { running: !running.pageInfo.hasNextPage, failed: !failed.pageInfo.hasNextPage };
  if (gone.length > 0) await refresh(gone);
}

/** The ids of tasks that were running and are not among those that are. */
function noLongerRunning(running: readonly KnownTask[], hasMore: boolean): string[] {
  const still = new Set(running.map(({ id }) => id));
  const oldest = hasMore ? (running.at(-1)?.createdAt ?? '') : '';
  const left = Array.from(knownTasks.peek().values()).filter(
    ({ id, status, createdAt, source }) =>
      status === 'RUNNING' && !still.has(id) && (createdAt ?? '') >= oldest && !illnesses.peek().has(source.key),
  );
  return left.map(({ id }) => id).slice(0, most);
}

/** Asks how tasks are now. */
export async function refresh(ids: readonly string[]): Promise<void> {
  const { nodes } = await ask(RefreshDocument, { ids: [...ids] });
  learn(nodes.filter((node): node is KnownTask => node !== null && 'status' in node));
}
