import { batch, effect, untracked } from '@preact/signals';
import { access, key } from '../data/access.ts';
import { forgetTasks } from '../data/known-tasks.ts';
import { list, listedTasks, loadList } from '../data/list.ts';
import { loadNumbers } from '../data/numbers.ts';
import { fail, failure } from './failure.ts';
import { followStream } from './follow-stream.ts';
import { keepAsking } from '../data/polling.ts';
import { illnesses, loadSources, sources } from '../data/sources.ts';
import { filter, filterText } from '../data/view.ts';
import { showWindow } from '../line/moves.ts';
import { firstWindow } from '../line/window.ts';

/** Asks for everything that the board begins with. */
export async function load(): Promise<void> {
  failure.value = null;
  try {
    await loadSources();
    await loadNumbers();
  } catch (error) {
    if (access.peek().at === 'open') fail(error);
  }
}

/** Forgets what another key was allowed to see. */
function forget(): void {
  batch(() => {
    sources.value = null;
    illnesses.value = new Map();
    list.value = { at: 'loading' };
    forgetTasks();
  });
}

/** Lets the board run: at once, again with each key, and again as long as it is open. */
export function startBoard(): void {
  effect(() => {
    const isAsking = access.value.at === 'asking';
    // A token that has ended leaves what is shown; another key, or none, shows nothing of it.
    if (isAsking && key.value !== null) return;
    forget();
    if (!isAsking) void load();
  });
  effect(() => {
    // The sources come first: they tell which of those in the URL there are.
    if (sources.value === null || filterText.value === '') return;
    untracked(() => void loadList(filter.value));
  });
  // Once the sources are known, the key is good; with another key they are asked for again.
  effect(() => (sources.value === null ? undefined : followStream()));
  showFirstTasks();
  keepAsking(fail);
}

/** Shows the time of the tasks that come first. */
function showFirstTasks(): void {
  const stop = effect(() => {
    if (list.value.at !== 'ready') return;
    const moments = listedTasks.value.flatMap(({ createdAt }) => (createdAt === null ? [] : Date.parse(createdAt)));
    queueMicrotask(() => stop());
    showWindow(firstWindow(moments, Date.now()));
  });
}
