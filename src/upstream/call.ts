/** A call to an upstream as it goes on, for those who want to know what their request took. */
export interface UpstreamCall {
  readonly source: string;
  readonly operation: string;
  /** How many things it asks for at once. */
  readonly batchSize: number;
  /** How often it was sent until now, or is being sent. */
  attempts: number;
  /** How long its answer was, in characters of JSON; 0 where none has come. */
  characters: number;
  /** When it began and ended, by `performance.now()`; null while it goes on. */
  readonly began: number;
  ended: number | null;
  /** Where its answer came from, if another replica had asked for it; absent: from the call itself. */
  from?: AnswerOrigin;
}

/** Whether a caller's answer took a call of its own, came with another caller's, or was remembered, here or by the replicas. */
export type AnswerOrigin = 'UPSTREAM' | 'SHARED' | 'MEMORY';

/** Hears of calls when they are asked for: the list grows as they are made. */
export type ObserveCalls = (calls: readonly UpstreamCall[], from: AnswerOrigin) => void;

/** What explains an answer from the cache: a call that was never sent. */
export const rememberedCall = (source: string, operation: string, batchSize = 1): UpstreamCall => {
  const now = performance.now();
  return { source, operation, batchSize, attempts: 0, characters: 0, began: now, ended: now };
};
