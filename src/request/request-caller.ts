import type { ObserveCalls } from '../upstream/call.ts';
import type { Caller } from '../upstream/upstream.ts';

/** What the caller of one request asks for beside its query. */
export interface RequestCallerOptions {
  /** How long the request may take, in milliseconds. */
  readonly deadlineMs: number;
  /** Aborts when the client has gone. */
  readonly client: AbortSignal;
  /** Whether nothing that was remembered will do. */
  readonly fresh: boolean;
  readonly observe: ObserveCalls | undefined;
}

const left = new DOMException('Nobody waits for it any more.', 'AbortError');

/** The caller of one request. Its signal is made when something first waits for an upstream: most answers take none. */
export class RequestCaller implements Caller {
  readonly deadline: number;
  readonly freshSince: number | undefined;
  readonly observe: ObserveCalls | undefined;
  readonly #client: AbortSignal;
  #controller: AbortController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor({ deadlineMs, client, fresh, observe }: RequestCallerOptions) {
    const now = performance.now();
    this.deadline = now + deadlineMs;
    this.freshSince = fresh ? now : undefined;
    this.observe = observe;
    this.#client = client;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#watch();
    return this.#controller.signal;
  }

  /** The request has been answered: nothing is left to watch for, and what an error has left unfinished is not wanted. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#client.removeEventListener('abort', this.#leave);
    this.#leave();
  }

  readonly #leave = () => this.#controller?.abort(left);

  #watch(): AbortController {
    const controller = new AbortController();
    if (this.#hasEnded || this.#client.aborted) {
      controller.abort(left);
      return controller;
    }
    const timeIsUp = () => controller.abort(new DOMException('The time is up.', 'TimeoutError'));
    this.#timer = setTimeout(timeIsUp, this.deadline - performance.now());
    this.#client.addEventListener('abort', this.#leave, { once: true });
    return controller;
  }
}
