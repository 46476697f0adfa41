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
import { beginCall } from './layers.ts';
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
  /** Absent where a page is cached for no longer because it stands still. */
  readonly still?: StillPages | null | undefined;
  readonly turns: ProcessorTurns;
  /** Begins to watch how late the event loop is; absent: as the process has it. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  readonly now: () => Date;
  /** What is known of its access key, shared by all sources that have it; its own where absent. */
  readonly accessKey?: AccessKey | undefined;
  /** How fast all replicas ask the source; absent where there is one. */
  readonly rateTogether?: RateTogether | undefined;
  /** What replicas have asked the source; absent where there are none. */
  readonly answers?: SharedAnswers | undefined;
  /** Hears what happens on the way, for the metrics; absent: there are none. */
  readonly meter?: SourceMeter | undefined;
  /** Hears what an operator should know of the source. */
  readonly notice: (source: string, text: string) => void;
}

/** An upstream, and how it stands. */
export interface ConnectedUpstream {
  readonly upstream: Upstream;
  readonly state: () => UpstreamState;
  /** Hears of nothing any more; calls under way end as they would. */
  readonly leave: () => void;
}

/** The upstream of one source: what a call passes before it is sent, told in docs/upstream.md. */
export const createUpstream = (options: UpstreamOptions): Upstream => connectUpstream(options).upstream;

/** The same, with its state. */
export function connectUpstream(options: UpstreamOptions): ConnectedUpstream {
  const { source, limits, memory, still = null, credentials, answers, meter } = options;
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
      ...(meter ? [arriving] : []),
      allowed(source, breaker, key), // fails at once while the breaker is open or the key is refused
      queued(source, slots), // a place among those under way, in turn with other requests
      paced(source, rate), // a moment that the rate allows
      proven(key, limits.attemptMs), // waits while another attempt tries the key
      allowed(source, breaker, key), // again: it may have waited long
      observed(breaker, rate, last, permissions), // tells them how the attempt ended
      ...(meter ? [sending(meter)] : []),
    ],
    attempt,
  );
  const readBody = createBodyReader({ source, notice, meter });
  const tried = retried(limits, attempted);
  const call = shaped(readBody, tried);
  const sharedCall = answers ? replicated({ answers, limits, readBody }, tried) : call;
  const ask = cached(
    { source, memory, still, meter },
    shared({ source, memory, limits, still, meter }, meter ? counted(meter, sharedCall) : sharedCall),
  );
  const reading = () => readingOf({ breaker, key, own, slots, permissions });
  meter?.reads(reading);

  const upstream = <Answer>(request: UpstreamRequest<Answer>, caller: Caller) => {
    const asked = { request, query: canonicalQuery(request.query) };
    // A batch of ids is shared already, and its tasks are cached one by one.
    const answer = caller.flight
      ? call(beginCall(source, asked, caller.flight))
      : ask({ ...asked, key: requestKey(asked), caller });
    // The key holds the shape of the answer, and `shaped` has checked it.
    return answer as Promise<Answer>;
  };
  const leave = (): void => {
    forgetKey();
    options.rateTogether?.leave();
  };
  return { upstream, state: () => stateOf(reading(), { last, own, permissions }), leave };
}
