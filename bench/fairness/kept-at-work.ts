import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher, Pool } from 'undici';
import { outcomeOf } from './outcome.ts';
import { requests, type RequestName } from './requests.ts';

/** What caller A does all the time. */
export interface Work {
  readonly request: RequestName;
  readonly connections: number;
  /** The most that it sends in a second, of all connections; as many as it gets answers for unless given. */
  readonly perSecond?: number;
}

/** Sends one request after another on each connection, and waits where it is told to, until it is stopped. */
export class KeptAtWork {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;
  readonly #work: Work;
  readonly #outcomes = new Map<string, number>();
  #number = 0;
  #isStopped = false;

  constructor(pool: Pool, authorization: string, work: Work) {
    this.#pool = pool;
    this.#headers = { 'content-type': 'application/json', authorization };
    this.#work = work;
    const pauseMs = work.perSecond === undefined ? 0 : (1_000 * work.connections) / work.perSecond;
    for (let index = 0; index < work.connections; index++) {
      void this.#keepSending(pauseMs, (pauseMs * index) / work.connections);
    }
  }

  stop(): Readonly<Record<string, number>> {
    this.#isStopped = true;
    void this.#pool.destroy();
    return Object.fromEntries(this.#outcomes);
  }

  async #keepSending(pauseMs: number, firstPauseMs: number): Promise<void> {
    await sleep(firstPauseMs);
    while (!this.#isStopped) {
      const [waitMs] = await Promise.all([this.#sendOne(), sleep(pauseMs)]);
      if (waitMs > 0) await sleep(waitMs);
    }
  }

  /** For how long the gateway wants to be left alone. */
  async #sendOne(): Promise<number> {
    const body = JSON.stringify(requests[this.#work.request](this.#number++));
    const response = this.#pool.request({ path: '/graphql', method: 'POST', headers: this.#headers, body });
    const outcome = await outcomeOf(response);
    if (!this.#isStopped) this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    return response.then(retryAfterMs, () => 1_000);
  }
}

const retryAfterMs = ({ headers }: Dispatcher.ResponseData): number => Number(headers['retry-after'] ?? 0) * 1_000;
