import type { Sources } from './sources.ts';
import type { AnswerOrigin, ObserveCalls, UpstreamCall } from '../upstream/call.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Upstream } from '../upstream/upstream.ts';

/** A call as a client is told of it. */
interface ExplainedCall {
  readonly source: string;
  readonly operation: string;
  readonly batchSize: number;
  readonly attempts?: number;
  readonly milliseconds?: number;
  readonly from?: AnswerOrigin;
}

/** Which upstream calls a request took, or would take. */
export interface Explanation {
  /** Whether nothing was asked, and the calls are those that the query would begin with. */
  readonly isPlan: boolean;
  /** Collects what the request's caller is told. */
  readonly observe?: ObserveCalls;
  calls(): readonly ExplainedCall[];
}

const explain = ({ began, ended, ...call }: UpstreamCall, from: AnswerOrigin): ExplainedCall => ({
  ...call,
  milliseconds: Math.round(((ended ?? performance.now()) - began) * 10) / 10,
  from,
});

/** Explains a request that is carried out. */
export function explainRun(): Explanation {
  const heard: { readonly calls: readonly UpstreamCall[]; readonly from: AnswerOrigin }[] = [];
  return {
    isPlan: false,
    observe: (calls, from) => heard.push({ calls, from }),
    calls: () => heard.flatMap(({ calls, from }) => calls.map((call) => explain(call, from))),
  };
}

/** A call that was planned, and not made. */
export class PlannedCall extends UpstreamError {
  constructor(source: string, operation: string) {
    super(source, operation, { code: 'UPSTREAM_UNAVAILABLE', detail: 'planned only', isUnsent: true });
  }
}

/** No call is made any more where none has been for so long, in milliseconds. */
const quietMs = 10;

/**
 * Writes calls down instead of making them. None is answered before all that need no answer are known: a failure
 * would lead to calls that a well upstream would not be asked. Then all fail, and what they lead to counts no more.
 */
function createRecorder() {
  const planned: ExplainedCall[] = [];
  const over = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const endWhenQuiet = (seen: number): void => {
    if (planned.length > seen) return;
    isOver = true;
    over.resolve();
  };
  const record = (call: ExplainedCall): void => {
    const seen = planned.push(call);
    clearTimeout(timer);
    // What gathers until the end of the tick comes before the immediate, and may come after the timer.
    timer = setTimeout(() => setImmediate(endWhenQuiet, seen), quietMs);
  };
  const upstreamOf =
    (source: string): Upstream =>
    async ({ operation }, { flight }) => {
      if (!isOver) record({ source, operation, batchSize: flight?.batchSize ?? 1 });
      await over.promise;
      throw new PlannedCall(source, operation);
    };
  return { planned, upstreamOf };
}

/** The sources as a plan sees them: every call is written down, and none is made. */
export function planOver(sources: Sources): { readonly sources: Sources; readonly explanation: Explanation } {
  const { planned, upstreamOf } = createRecorder();
  return {
    sources: new Map(Array.from(sources, ([key, found]) => [key, found.over(upstreamOf(key))])),
    explanation: { isPlan: true, calls: () => planned },
  };
}
