import { batch } from '@preact/signals';
import { access } from '../data/access.ts';
import { forgetUnneeded, learn } from '../data/known-tasks.ts';
import { announce, shownIds } from '../data/list.ts';
import { askAgain } from '../data/polling.ts';
import { learnOutcomes } from '../data/sources.ts';
import { type Change, openStream } from '../data/stream.ts';
import { view } from '../data/view.ts';
import { fail, failure } from './failure.ts';

/** How long changes are gathered before they are shown, in milliseconds: many come at once. */
const gatherMs = 50;

/** How long after a stream was opened it is asked once more what was missed, in milliseconds: the first answers may come from a cache, and be of before. */
const againMs = 5_000;

/** Takes in what has happened. */
function take(changes: readonly Change[]): void {
  const tasks = changes.flatMap(({ task }) => task ?? []);
  batch(() => {
    learn(tasks);
    learnOutcomes(
      changes.flatMap(({ source }) => source ?? []),
      Date.now(),
    );
    announce(tasks);
    forgetUnneeded((id) => shownIds.value.has(id) || id === view.value.open);
  });
}

/** Asks for what may have been missed. */
function catchUp(): void {
  askAgain().then(
    () => (failure.value = null),
    (error: unknown) => {
      if (access.peek().at === 'open') fail(error);
    },
  );
}

/** Shows what happens as it happens, until it is stopped. */
export function followStream(): () => void {
  let waiting: Change[] = [];
  let again: ReturnType<typeof setTimeout> | undefined;
  const stop = openStream({
    opened() {
      catchUp();
      clearTimeout(again);
      again = setTimeout(catchUp, againMs);
    },
    lost: catchUp,
    changed(change) {
      if (waiting.length === 0)
        setTimeout(() => {
          take(waiting);
          waiting = [];
        }, gatherMs);
      waiting.push(change);
    },
  });
  return () => {
    clearTimeout(again);
    stop();
  };
}
