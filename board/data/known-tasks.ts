import { signal } from '@preact/signals';
import { isUnfinished, type KnownTask } from './known-task.ts';

/** Every task that the board has been told of, by its global id, as it was told last. */
export const knownTasks = signal<ReadonlyMap<string, KnownTask>>(new Map());

const isSame = (one: KnownTask | undefined, other: KnownTask): boolean =>
  one !== undefined && JSON.stringify(one) === JSON.stringify(other);

/** Takes in what was told of tasks. */
export function learn(tasks: readonly KnownTask[]): void {
  const news = tasks.filter((task) => !isSame(knownTasks.peek().get(task.id), task));
  if (news.length === 0) return;
  const next = new Map(knownTasks.peek());
  for (const task of news) next.set(task.id, task);
  knownTasks.value = next;
}

/** How many tasks are known at most, beside those that are listed or unfinished: a tab may be open for weeks. */
export const mostKnown = 10_000;

/** Forgets the finished tasks that were learnt first and are not needed, once there are too many. */
export function forgetUnneeded(isNeeded: (id: string) => boolean): void {
  const known = knownTasks.peek();
  const surplus = known.size - mostKnown;
  if (surplus <= 0) return;
  const unneeded = Array.from(known.values()).filter((task) => !isUnfinished(task) && !isNeeded(task.id));
  const next = new Map(known);
  for (const { id } of unneeded.slice(0, surplus)) next.delete(id);
  knownTasks.value = next;
}

/** Forgets all tasks, as when another key was given. */
export function forgetTasks(): void {
  knownTasks.value = new Map();
}
