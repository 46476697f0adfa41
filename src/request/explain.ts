import type { IncomingHttpHeaders } from 'node:http';
import type { Sources } from './sources.ts';
import type { AnswerOrigin, ObserveCalls, UpstreamCall } from '../upstream/call.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Upstream } from '../upstream/upstream.ts';

/** An upstream call as clients see it in `extensions.upstream`. */
interface ExplainedCall {
  readonly source: string;
  readonly operation: string;
  readonly batchSize: number;
  readonly attempts?: number;
  readonly milliseconds?: number;
  readonly from?: AnswerOrigin;
}

/** The upstream calls that a request made, or would make. */
export interface Explanation {
  /** Whether no call was made: `calls` are then the first ones that the query would make. */
  readonly isPlan: boolean;
  /** Records the calls of the request's caller. */
  readonly observe?: ObserveCalls;
  /** The calls until now. */
  calls(): readonly ExplainedCall[];
}

const explainedCall = (call: UpstreamCall, from: AnswerOrigin): ExplainedCall => {
  const { source, operation, batchSize, attempts, began, ended } = call;
  const milliseconds = Math.round(((ended ?? performance.now()) - began) * 10) / 10;
  return { source, operation, batchSize, attempts, milliseconds, from: call.from ?? from };
};

/** Records the calls of a request while it is executed. */
export function explainRun(): Explanation {
  const observed: { readonly calls: readonly UpstreamCall[]; readonly from: AnswerOrigin }[] = [];
  return {
    isPlan: false,
    observe: (calls, from) => observed.push({ calls, from }),
    calls: () => observed.flatMap(({ calls, from }) => calls.map((call) => explainedCall(call, from))),
  };
}

/** What the `x-taskline-explain` header asks for; null where it asks for nothing. */
export function wantedExplanation(headers: IncomingHttpHeaders): 'run' | 'plan' | null {
  const header = headers['x-taskline-explain'];
  if (header === undefined) return null;
  const wanted = String(header)
    .toLowerCase()
    .split(/[\s,]+/);
  // Also where the header came twice: to execute what was to be planned would make the calls.
  if (wanted.includes('plan')) return 'plan';
  return wanted.includes('1') ? 'run' : null;
}

/** How a planned call fails: it is recorded, and not made. */
export class PlannedCall extends UpstreamError {
  constructor(source: string, operation: string) {
    super(source, operation, { code: 'UPSTREAM_UNAVAILABLE', detail: 'planned only', isUnsent: true });
  }
}

/** A plan is complete when no further call was recorded for this long, in milliseconds. */
const quietMs = 10;

/**
 * Records calls instead of making them. All calls stay pending until the plan is complete, and then fail: an earlier
 * failure could lead to calls that the query would not make, and later ones are not part of the plan.
 */
function createRecorder() {
  const planned: ExplainedCall[] = [];
  const complete = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let isComplete = false;
  const completeWhenQuiet = (seen: number): void => {
    if (planned.length > seen) return;
    isComplete = true;
    complete.resolve();
  };
  const record = (call: ExplainedCall): void => {
    const seen = planned.push(call);
    clearTimeout(timer);
    // A batch that is collected until the end of the tick is sent before the immediate, but maybe after the timer.
    timer = setTimeout(() => setImmediate(completeWhenQuiet, seen), quietMs);
  };
  const upstreamOf =
    (source: string): Upstream =>
    async ({ operation }, { flight }) => {
      if (!isComplete) record({ source, operation, batchSize: flight?.batchSize ?? 1 });
      await complete.promise;
      throw new PlannedCall(source, operation);
    };
  return { planned, upstreamOf };
}

/** The same sources over an upstream that records every call and makes none. */
export function planCalls(sources: Sources): { readonly sources: Sources; readonly explanation: Explanation } {
  const { planned, upstreamOf } = createRecorder();
  return {
    sources: Object.assign(new Map(Array.from(sources, ([key, found]) => [key, found.withUpstream(upstreamOf(key))])), {
      areNamed: sources.areNamed,
    }),
    explanation: { isPlan: true, calls: () => planned },
  };
}
