import { shortened } from '../errors/shortened.ts';
import { CountedLines } from '../platform/counted-lines.ts';

/** Hears that an operation was refused: of which caller, '' where none is known, and by which error code. */
export type RefuseOperation = (caller: string, code: string) => void;

/** What is written of them: how many of a caller were refused by a code since the last line for both. */
export interface RefusedOperations {
  readonly caller: string | null;
  readonly code: string;
  readonly count: number;
}

/** Writes the first refusal of a caller by each code at once, then one line a minute at the most. */
export function createRefusedOperations(
  write: (refused: RefusedOperations) => void,
  now?: () => number,
): RefuseOperation {
  const lines = new CountedLines<Omit<RefusedOperations, 'count'>>((kind, count) => write({ ...kind, count }), now);
  return (caller, code) => lines.add(`${code} ${caller}`, { caller: caller === '' ? null : shortened(caller), code });
}
