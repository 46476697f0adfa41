import type { AnswerOrigin, UpstreamCall } from './call.ts';
import type { SharedCaller } from './upstream.ts';

/** An answer that this replica leaves for others. */
export interface AnswerToShare<Value> {
  readonly value: Value;
  /** The value as JSON data, which survives the way through the store unchanged. */
  readonly json: unknown;
  /** How long it may be cached once it has come, in milliseconds. */
  readonly goodForMs: number;
  readonly operation: string;
  /** How long the answer was, in characters of JSON. */
  readonly characters: number;
}

/** An answer of this replica or another. Moments are those of `performance.now()` in this process. */
export interface SharedAnswer<Value> {
  readonly value: Value;
  /** When it was asked for, and until when it may be cached. */
  readonly askedAt: number;
  readonly goodUntil: number;
  readonly operation: string;
  readonly characters: number;
  /** UPSTREAM: this replica asked for it; MEMORY: another had left it; SHARED: another was asking for it. */
  readonly from: AnswerOrigin;
}

/** What is to be read, by names within the source, and how. */
export interface SharedReading<Value> {
  readonly names: readonly string[];
  /** Says how fresh the answers have to be, and how long they are waited for. */
  readonly caller: SharedCaller;
  /** Reads another replica's answer to the name at an index; undefined if it is not valid. */
  accept(json: unknown, index: number): Value | undefined;
  /** Asks the source for the names at these indexes. Gives the answer or the error of each. */
  load(indexes: readonly number[]): Promise<readonly (AnswerToShare<Value> | Error)[]>;
}

/**
 * The answers of one source that replicas share, and a single flight across replicas: what one of them has asked or is asking
 * for, no other asks for while that answer is good. Never rejects: if the others cannot be reached, each replica asks the
 * source itself.
 */
export interface SharedAnswers {
  read<Value>(reading: SharedReading<Value>): Promise<readonly (SharedAnswer<Value> | Error)[]>;
}

/** The reports of answers from other replicas: one call that was not sent from here for each origin. */
export function explainShared(source: string, answers: readonly (SharedAnswer<unknown> | Error)[]): UpstreamCall[] {
  const now = performance.now();
  const found = answers.filter((answer): answer is SharedAnswer<unknown> => !(answer instanceof Error));
  return (['MEMORY', 'SHARED'] as const).flatMap((from) => {
    const some = found.filter((answer) => answer.from === from);
    const operation = some[0]?.operation ?? '';
    const call = {
      source,
      operation,
      batchSize: some.length,
      attempts: 0,
      characters: 0,
      began: now,
      ended: now,
      from,
    };
    return some.length === 0 ? [] : [call];
  });
}
