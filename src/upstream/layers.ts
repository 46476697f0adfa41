import type { AttemptSpan, CallSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';
import type { Caller, SharedCaller, UpstreamRequest } from './upstream.ts';

/** A request and its encoded query, which the cache key, the signature and the URL are made from. */
export interface EncodedRequest {
  readonly request: UpstreamRequest;
  /** Its query as it is sent: encoded, and sorted by name and value. */
  readonly query: string;
}

/** A request of one caller, and the key by which it may be answered from the cache or shared. */
export interface CallerRequest extends EncodedRequest {
  readonly key: string;
  readonly caller: Caller;
}

/** A request on its way to the upstream, on behalf of all who wait for its answer. */
export interface Call extends EncodedRequest {
  readonly caller: SharedCaller;
  /** What `x-taskline-explain` shows of it. */
  readonly report: UpstreamCall;
  /** When the answer expires, if it is another replica's; null: the limits of the source say. */
  goodUntil: number | null;
  /** The spans of the call and of the attempt under way; undefined if no caller is traced. */
  readonly span: CallSpan | undefined;
  attemptSpan: AttemptSpan | undefined;
}

/** Answers a call. Rejects with an `UpstreamError`, or with the reason why nobody waits any more; never throws. */
export type Ask<Asked = Call> = (asked: Asked) => Promise<unknown>;

/** Begins a call on behalf of all callers who share it, and adds it to the list of their calls. */
export function beginCall(source: string, { request, query }: EncodedRequest, caller: SharedCaller): Call {
  const { operation } = request;
  const { batchSize } = caller;
  const began = performance.now();
  const report = { source, operation, batchSize, attempts: 0, characters: 0, began, ended: null };
  caller.calls.push(report);
  const span = caller.trace?.call({ source, operation, batchSize });
  return { request, query, caller, report, goodUntil: null, span, attemptSpan: undefined };
}
