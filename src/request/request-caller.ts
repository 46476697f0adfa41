import { Cancellation } from '../platform/cancellation.ts';
import type { Client } from '../platform/client.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { ObserveCalls } from '../upstream/call.ts';
import type { Caller } from '../upstream/upstream.ts';

/** What bounds the upstream calls of one request, and who observes them. */
export interface RequestCallerOptions {
  /** How long the request may take, in milliseconds. */
  readonly deadlineMs: number;
  /** Whose connection says that nobody waits any more; null where several wait, who come and go. */
  readonly client: Client | null;
  /** Whether to bypass the cache. */
  readonly fresh: boolean;
  readonly observe: ObserveCalls | undefined;
  /** Absent where it is in no trace. */
  readonly span?: CallerSpan | undefined;
  /** The name of the authenticated caller; '' without authentication. */
  readonly principal: string;
}

const disconnected = new DOMException('Nobody waits for it any more.', 'AbortError');

/** The caller of all upstream calls of one request. It waits for the end of its time from the first use on: most requests are served from the cache. */
export class RequestCaller implements Caller {
  readonly freshSince: number | undefined;
  readonly observe: ObserveCalls | undefined;
  readonly span: CallerSpan | undefined;
  readonly principal: string;
  readonly #client: Client | null;
  #deadline: number;
  #cancellation: Cancellation | null = null;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor({ deadlineMs, client, fresh, observe, span, principal }: RequestCallerOptions) {
    const now = performance.now();
    this.#deadline = now + deadlineMs;
    this.freshSince = fresh ? now : undefined;
    this.observe = observe;
    this.span = span;
    this.principal = principal;
    this.#client = client;
  }

  get deadline(): number {
    return this.#deadline;
  }

  get cancellation(): Cancellation {
    if (this.#cancellation) return this.#cancellation;
    this.#cancellation = new Cancellation();
    if (this.#hasEnded || this.#client?.outgoing.closed) this.#cancellation.cancel(disconnected);
    else this.#watch();
    return this.#cancellation;
  }

  /** Gives the request more time, for what is meant to wait. */
  prolong(milliseconds: number): void {
    this.#deadline += milliseconds;
    if (this.#timer) this.#startTimer();
  }

  /** To be called after execution: stops the timer, and cancels the calls that an early error left behind. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#client?.outgoing.off('close', this.#abort);
    this.#abort();
  }

  readonly #abort = () => this.#cancellation?.cancel(disconnected);

  #watch(): void {
    this.#startTimer();
    this.#client?.outgoing.once('close', this.#abort);
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    const timeIsUp = () => this.#cancellation?.cancel(new DOMException('The time is up.', 'TimeoutError'));
    this.#timer = setTimeout(timeIsUp, this.#deadline - performance.now());
  }
}
