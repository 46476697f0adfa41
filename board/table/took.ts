import { isUnfinished, type KnownTask } from '../data/known-task.ts';
import { durationText } from '../words/time.ts';

/** How long a task took, or has taken until now; null where the provider does not tell. */
export function tookText(task: KnownTask, now: number): string | null {
  if (task.createdAt === null) return null;
  const end = isUnfinished(task) ? now : task.finishedAt === null ? null : Date.parse(task.finishedAt);
  return end === null ? null : durationText(end - Date.parse(task.createdAt));
}
