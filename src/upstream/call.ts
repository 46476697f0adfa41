/** A call to an upstream while it goes on, as `x-taskline-explain`, metrics and traces show it. */
export interface UpstreamCall {
  readonly source: string;
  readonly operation: string;
  /** How many tasks it asks for at once; 1 for any other call. */
  readonly batchSize: number;
  /** How often it was sent until now, or is being sent. */
  attempts: number;
  /** How long its answer was, in characters of JSON; 0 if none has come. */
  characters: number;
  /** When it began and ended, by `performance.now()`; null while it goes on. */
  readonly began: number;
  ended: number | null;
  /** Where its answer came from, if another replica had asked for it; absent: from the call itself. */
  from?: AnswerOrigin;
}

/** Where an answer came from: a call of its own, a call shared with another caller, or a cache, here or of the replicas. */
export type AnswerOrigin = 'UPSTREAM' | 'SHARED' | 'MEMORY';

/** Called with a list of calls, which grows as they are made, and with the origin of the answer. */
export type ObserveCalls = (calls: readonly UpstreamCall[], from: AnswerOrigin) => void;

/** The report of an answer from the cache: a call that was not sent. */
export const rememberedCall = (source: string, operation: string, batchSize = 1): UpstreamCall => {
  const now = performance.now();
  return { source, operation, batchSize, attempts: 0, characters: 0, began: now, ended: now };
};
