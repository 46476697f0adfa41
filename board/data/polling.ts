import { TimelineDocument } from '../gql/graphql.ts';
import { access } from './access.ts';
import { ask } from './ask.ts';
import { learn } from './known-tasks.ts';
import { announce, list } from './list.ts';
import { loadNumbers } from './numbers.ts';
import { serverFilter } from './server-filter.ts';
import { learnOutcomes } from './sources.ts';
import { streamState } from './stream-state.ts';
import { filter } from './view.ts';

/** How often the board asks again where there is no stream, in milliseconds. */
export const pollMs = 15_000;

/** How often it asks for the running tasks beside a stream: that a task stands still is no change, and is not told there. */
const besideStreamMs = 60_000;

/** How many of the newest tasks are looked at. */
const head = 50;

/** Asks what is new, and how the unfinished tasks are. */
export async function askAgain(): Promise<void> {
  if (access.value.at === 'asking') return;
  await Promise.all([readHead(), loadNumbers()]);
}

async function readHead(): Promise<void> {
  if (list.value.at !== 'ready' || filter.value.taskId !== null) return;
  const { batchTasks } = await ask(TimelineDocument, { first: head, filter: serverFilter(filter.value, Date.now()) });
  learn(batchTasks.nodes);
  learnOutcomes(batchTasks.sources, Date.now());
  announce(batchTasks.nodes);
}

const isWanted = (isLive: boolean): boolean =>
  (streamState.value.at === 'live') === isLive && access.value.at === 'open' && !document.hidden;

/**
 * Asks again, time after time, while the page is seen: for everything, or beside a stream for the numbers. A page without a
 * stream that is seen again asks at once.
 */
export function keepAsking(failed: (error: unknown) => void): void {
  const askUnlessLive = (): void => {
    if (isWanted(false)) askAgain().catch(failed);
  };
  setInterval(askUnlessLive, pollMs);
  document.addEventListener('visibilitychange', askUnlessLive);
  setInterval(() => {
    if (isWanted(true)) loadNumbers().catch(failed);
  }, besideStreamMs);
}
