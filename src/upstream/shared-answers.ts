import type { AnswerOrigin, UpstreamCall } from './call.ts';
import type { SharedCaller } from './upstream.ts';

/** An answer that other replicas may have too. */
export interface AnswerToShare<Value> {
  readonly value: Value;
  /** The same as JSON, of which nothing is lost on the way to another replica and back. */
  readonly json: unknown;
  /** How long it is worth remembering once it has come, in milliseconds. */
  readonly goodForMs: number;
  readonly operation: string;
  /** How long it was as it came, in characters of JSON. */
  readonly characters: number;
}

/** An answer of this replica or of another. Moments are those of `performance.now()`. */
export interface SharedAnswer<Value> {
  readonly value: Value;
  /** When it was asked for, and until when it is worth remembering. */
  readonly askedAt: number;
  readonly goodUntil: number;
  readonly operation: string;
  readonly characters: number;
  /** MEMORY: another replica had left it; SHARED: another was asking for it. */
  readonly from: AnswerOrigin;
}

/** What is asked for, by names within the source, and how. */
export interface SharedReading<Value> {
  readonly names: readonly string[];
  /** For whom: as fresh as they want it, and for no longer than they wait. */
  readonly caller: SharedCaller;
  /** What is read of an answer of another replica to the name at an index; undefined where it cannot be one. */
  accept(json: unknown, index: number): Value | undefined;
  /** Asks the source for those at some indexes: gives for each its answer, or the error that it met. */
  load(indexes: readonly number[]): Promise<readonly (AnswerToShare<Value> | Error)[]>;
}

/**
 * The answers of one source that replicas leave to each other, and a single flight of all of them: what one has asked or is
 * asking for no other asks for, as long as it is good. Never rejects: where the others are of no help, each asks by itself.
 */
export interface SharedAnswers {
  read<Value>(reading: SharedReading<Value>): Promise<readonly (SharedAnswer<Value> | Error)[]>;
}

/** What explains answers of other replicas: a call that was not sent from here, for each way in which some came. */
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
