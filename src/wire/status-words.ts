import { statusByCounts } from '../tasks/outcome.ts';
import type { TaskCounts, TaskStatus } from '../tasks/task.ts';

/** A provider's words for a status; BY_COUNTS says that the task has finished, and its counts say how. */
export type StatusWords = Readonly<Record<string, TaskStatus | 'BY_COUNTS'>>;

/** A word as it is compared: `IMPORT_IMAGE` and `ImportImage` are one. */
const normal = (word: string): string => word.trim().toLowerCase().replaceAll('_', '');

/** The status that a provider's word stands for; UNKNOWN for a word that is not in its table. */
export function statusReader(words: StatusWords): (word: string | null, counts: TaskCounts) => TaskStatus {
  // As they are documented too, since most answers write them so: those need not be made normal.
  const meanings = new Map(
    Object.entries(words).flatMap(([word, meaning]) => [word, normal(word)].map((each) => [each, meaning] as const)),
  );
  return (word, counts) => {
    const meaning = word === null ? undefined : (meanings.get(word) ?? meanings.get(normal(word)));
    return meaning === 'BY_COUNTS' ? statusByCounts(counts) : (meaning ?? 'UNKNOWN');
  };
}
