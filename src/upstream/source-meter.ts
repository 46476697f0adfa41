import type { AnswerOrigin } from './call.ts';
import type { UpstreamCode } from './errors.ts';

/** How an attempt ended; LEFT: nobody waited for it any more. */
export type AttemptCode = 'OK' | UpstreamCode | 'LEFT';

/** An attempt that was sent and is over. Times are in milliseconds. */
export interface MeteredAttempt {
  readonly operation: string;
  /** 1 for the first of its call. */
  readonly attempt: number;
  readonly code: AttemptCode;
  /** How long it waited for its turn, the rate and the key before it was sent. */
  readonly waitedMs: number;
  readonly tookMs: number;
}

/** The breaker, key, rate and queue of a source at a moment. */
export interface SourceReading {
  /** off: there is none, and every attempt passes. */
  readonly breaker: 'closed' | 'half-open' | 'open' | 'off';
  readonly key: 'new' | 'unproven' | 'accepted' | 'refused';
  /** full: as configured; recovering: cut since the provider throttled; resting: it asked not to be called. */
  readonly rate: 'full' | 'recovering' | 'resting';
  /** The attempts that may begin in a second; Infinity where nothing bounds them. */
  readonly perSecond: number;
  /** The attempts that have a place, and those that wait for one. */
  readonly underWay: number;
  readonly waiting: number;
  /** The operations that its key was not permitted when they were called last. */
  readonly denied: number;
}

/** Called for what happens on the way to one source, for the metrics. */
export interface SourceMeter {
  /** This process answered so many things, pages or tasks by their ids, from this origin. */
  answered(from: AnswerOrigin, things: number): void;
  /** The same, for answers that other replicas had or were asking for. */
  answeredByReplicas(from: AnswerOrigin, things: number): void;
  attempted(attempt: MeteredAttempt): void;
  /** Rows of an answer were not as documented: they are left out, or a part of each. */
  leftOut(operation: string, rows: number): void;
  /** A poll for those who watch the source has ended. */
  polled(hasFailed: boolean): void;
  /** Registers the function that gives the state of the source at each scrape. */
  reads(reading: () => SourceReading): void;
}
