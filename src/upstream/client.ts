import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { canonicalQuery } from '../signing/percent.ts';
import { type AccessKey, createAccessKey } from './access-key.ts';
import { allowed } from './allowed.ts';
import { createAttempt } from './attempt.ts';
import { createBreaker, noBreaker } from './breaker.ts';
import { cached } from './cached.ts';
import type { Cloud } from './cloud.ts';
import { corrected } from './corrected.ts';
import type { CredentialsProvider } from './credentials.ts';
import { through } from './gates.ts';
import { type Ask, beginCall } from './layers.ts';
import { LastAttempts } from './last-attempts.ts';
import type { SourceLimits } from './limits.ts';
import type { LoopWatch } from './loop-delay.ts';
import type { Memory } from './memory.ts';
import { arriving, counted, sending } from './metered.ts';
import { observed } from './observed.ts';
import { paced } from './paced.ts';
import { Permissions } from './permissions.ts';
import { proven } from './proven.ts';
import { queued } from './queued.ts';
import { createRate } from './rate.ts';
import { requestKey } from './request-key.ts';
import { replicated } from './replicated.ts';
import { retried } from './retried.ts';
import type { Sender } from './send.ts';
import { createBodyReader, shaped } from './shaped.ts';
import { shared } from './shared.ts';
import { createSharedRate, type RateTogether } from './shared-rate.ts';
import type { SharedAnswers } from './shared-answers.ts';
import { Slots } from './slots.ts';
import type { SourceMeter } from './source-meter.ts';
import { readingOf } from './source-reading.ts';
import { stateOf, type UpstreamState } from './state.ts';
import type { StillPages } from './still-pages.ts';
import { attempting, traced } from './traced.ts';
import type { Caller, Upstream, UpstreamRequest } from './upstream.ts';

/** The API that a source asks, and how. */
export interface UpstreamOptions {
  /** The source's key, by which errors name it. */
  readonly source: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly cloud: Cloud;
  readonly credentials: CredentialsProvider;
  readonly send: Sender;
  readonly limits: SourceLimits;
  readonly memory: Pick<Memory, 'get' | 'set'>;
  /** Absent if pages that stand still are cached no longer than others. */
  readonly still?: StillPages | null | undefined;
  readonly turns: ProcessorTurns;
  /** Begins to watch how late the event loop is; absent: the loop of the process is watched. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  readonly now: () => Date;
  /** The state of its access key, shared by all sources with that key; absent: it has a state of its own. */
  readonly accessKey?: AccessKey | undefined;
  /** The rate that all replicas share; absent without other replicas. */
  readonly rateTogether?: RateTogether | undefined;
  /** The answers that replicas share; absent without other replicas. */
  readonly answers?: SharedAnswers | undefined;
  /** Called for what happens on the way, for the metrics; absent if there are none. */
  readonly meter?: SourceMeter | undefined;
  /** Whether calls may be traced. */
  readonly isTraced?: boolean | undefined;
  /** Called with what an operator should know of the source. */
  readonly notice: (source: string, text: string) => void;
}

/** An upstream, and its state for operators. */
export interface ConnectedUpstream {
  readonly upstream: Upstream;
  readonly state: () => UpstreamState;
  /** Stops listening to the key and to other replicas. Calls under way are not affected. */
  readonly leave: () => void;
}

/** Creates the upstream of one source. docs/upstream.md describes the steps of a call in this order. */
export function connectUpstream(options: UpstreamOptions): ConnectedUpstream {
  const { source, limits, memory, still = null, credentials, answers, meter, isTraced = false } = options;
  const notice = (text: string): void => options.notice(source, text);
  const breaker = limits.breaker ? createBreaker(limits, notice) : noBreaker;
  const { guard: key, clock } = options.accessKey ?? createAccessKey(options.cloud, options.now);
  const own = createRate(limits);
  const rate = options.rateTogether ? createSharedRate(own, options.rateTogether) : own;
  const last = new LastAttempts();
  const permissions = new Permissions();
  const slots = new Slots(() => key.places(limits.concurrency), limits.queue);
  const forgetKey = key.whenAccepted(() => slots.admit());

  const attempt = corrected(
    { source, credentials, clock, notice },
    createAttempt({ ...options, attemptMs: limits.attemptMs }),
  );
  const attempted = through(
    [
      ...(meter || isTraced ? [arriving] : []),
      allowed(source, breaker, key), // fails at once while the breaker is open or the key is refused
      queued(source, slots), // a place among those under way, in turn with other requests
      paced(source, rate), // a moment that the rate allows
      proven(key, limits.attemptMs), // waits while another attempt tries the key
      allowed(source, breaker, key), // again: it may have waited long
      observed(breaker, rate, last, permissions), // tells them how the attempt ended
      ...(meter ? [sending(meter)] : []),
      ...(isTraced ? [attempting(options.origin)] : []),
    ],
    attempt,
  );
  const readBody = createBodyReader({ source, notice, meter });
  const tried = retried(limits, attempted);
  const inTrace = (ask: Ask): Ask => (isTraced ? traced(ask) : ask);
  const call = inTrace(shaped(readBody, tried));
  const sharedCall = answers ? inTrace(replicated({ answers, limits, readBody }, tried)) : call;
  const ask = cached(
    { source, memory, still, meter },
    shared({ source, memory, limits, still, meter }, meter ? counted(meter, sharedCall) : sharedCall),
  );
  const reading = () => readingOf({ breaker, key, own, slots, permissions });
  meter?.reads(reading);

  const upstream = <Answer>(request: UpstreamRequest<Answer>, caller: Caller) => {
    const encoded = { request, query: canonicalQuery(request.query) };
    // A flight is a batch of ids: `Gather` shares it, and its tasks are cached one by one.
    const answer = caller.flight
      ? call(beginCall(source, encoded, caller.flight))
      : ask({ ...encoded, key: requestKey(encoded), caller });
    // The key holds the shape of the answer, and `shaped` has checked it.
    return answer as Promise<Answer>;
  };
  const leave = (): void => {
    forgetKey();
    options.rateTogether?.leave();
  };
  return { upstream, state: () => stateOf(reading(), { last, own, permissions }), leave };
}
