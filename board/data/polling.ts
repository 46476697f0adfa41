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

const isWanted = (): boolean => streamState.value.at !== 'live' && access.value.at === 'open' && !document.hidden;

/** Asks again, time after time, while there is no stream and the page is seen; at once when it is seen again. */
export function keepAsking(failed: (error: unknown) => void): void {
  const askUnlessLive = (): void => {
    if (isWanted()) askAgain().catch(failed);
  };
  setInterval(askUnlessLive, pollMs);
  document.addEventListener('visibilitychange', askUnlessLive);
}
