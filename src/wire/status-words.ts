import { statusByCounts } from '../tasks/outcome.ts';
import type { TaskCounts, TaskStatus } from '../tasks/task.ts';
import type { StatusWords } from '../tasks/told.ts';

/** The form in which words are compared: `IMPORT_IMAGE` and `ImportImage` are the same. */
const normal = (word: string): string => word.trim().toLowerCase().replaceAll('_', '');

/** Creates the function that reads a provider's word for a status; a word that is not in the table is UNKNOWN. */
export function statusReader(words: StatusWords): (word: string | null, counts: TaskCounts) => TaskStatus {
  // The documented spellings are keys too: most answers use them, and then the word need not be normalized.
  const meanings = new Map(
    Object.entries(words).flatMap(([word, meaning]) => [word, normal(word)].map((each) => [each, meaning] as const)),
  );
  return (word, counts) => {
    const meaning = word === null ? undefined : (meanings.get(word) ?? meanings.get(normal(word)));
    return meaning === 'BY_COUNTS' ? statusByCounts(counts) : (meaning ?? 'UNKNOWN');
  };
}
