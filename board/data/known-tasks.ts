import { signal } from '@preact/signals';
import type { KnownTask } from './known-task.ts';

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

/** Forgets all tasks, as when another key was given. */
export function forgetTasks(): void {
  knownTasks.value = new Map();
}
