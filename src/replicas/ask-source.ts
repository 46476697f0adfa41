import { toError } from '../platform/to-error.ts';
import type { AnswerToShare, SharedAnswer, SharedReading } from '../upstream/shared-answers.ts';

/** What the source was asked for, and what came of it. Moments are those of `performance.now()`. */
export interface AskedSource<Value> {
  readonly indexes: readonly number[];
  /** For each index its answer, or the error that it met. */
  readonly loaded: readonly (AnswerToShare<Value> | Error)[];
  readonly askedAt: number;
  readonly cameAt: number;
}

/** Asks the source for what a reading names at some indexes. Does not reject. */
export async function askSource<Value>(
  reading: Pick<SharedReading<Value>, 'load'>,
  indexes: readonly number[],
): Promise<AskedSource<Value>> {
  const askedAt = performance.now();
  const loaded = await reading.load(indexes).catch((error: unknown) => indexes.map(() => toError(error)));
  return { indexes, loaded, askedAt, cameAt: performance.now() };
}

/** What those who asked get for the index at a place. */
export function answerAt<Value>(
  { loaded, askedAt, cameAt }: AskedSource<Value>,
  place: number,
): SharedAnswer<Value> | Error {
  const answer = loaded[place] ?? new Error('It was not answered.');
  if (answer instanceof Error) return answer;
  const { value, goodForMs, operation, characters } = answer;
  return { value, askedAt, goodUntil: cameAt + goodForMs, operation, characters, from: 'UPSTREAM' };
}
