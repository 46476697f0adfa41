import type { AttemptSpan, CallSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';
import type { Caller, SharedCaller, UpstreamRequest } from './upstream.ts';

/** A request, and what its key, its signature and its address have in common. */
export interface Asked {
  readonly request: UpstreamRequest;
  /** Its query as it is sent: encoded, and sorted by name and value. */
  readonly query: string;
}

/** A request of one caller, and the key by which it may be answered from the cache or shared. */
export interface Question extends Asked {
  readonly key: string;
  readonly caller: Caller;
}

/** A request on its way to the upstream, on behalf of all who wait for its answer. */
export interface Call extends Asked {
  readonly caller: SharedCaller;
  /** What `x-taskline-explain` shows of it. */
  readonly report: UpstreamCall;
  /** Until when its answer is worth remembering, if another replica had it; null: as long as the source says. */
  goodUntil: number | null;
  /** The call in a trace, and the attempt under way; undefined where nobody is traced who waits for it. */
  readonly span: CallSpan | undefined;
  attemptSpan: AttemptSpan | undefined;
}

/** Answers a call, or rejects with an `UpstreamError` or with the reason for which nobody waits any more; never throws. */
export type Ask<What = Call> = (asked: What) => Promise<unknown>;

/** A call that begins now on behalf of all who share it, and is listed among their calls. */
export function beginCall(source: string, { request, query }: Asked, caller: SharedCaller): Call {
  const { operation } = request;
  const { batchSize } = caller;
  const began = performance.now();
  const report = { source, operation, batchSize, attempts: 0, characters: 0, began, ended: null };
  caller.calls.push(report);
  const span = caller.trace?.call({ source, operation, batchSize });
  return { request, query, caller, report, goodUntil: null, span, attemptSpan: undefined };
}
