import type { Limits } from '../config/limits.ts';
import { RateLimiter } from './rate-limit.ts';
import { type RequestLots, SharedRequests } from './shared-requests.ts';

/**
 * What each authenticated caller may do in a second: requests by number, of all replicas together, and operations by cost,
 * which protects the CPU of this process and is its own.
 */
export class CallerRates {
  readonly #requests: RateLimiter | SharedRequests;
  readonly #cost: RateLimiter;

  constructor(
    { requestsPerSecond, cost, costPerSecond }: Pick<Limits, 'requestsPerSecond' | 'cost' | 'costPerSecond'>,
    lots?: RequestLots,
  ) {
    const requests = new RateLimiter(requestsPerSecond);
    this.#requests = lots ? new SharedRequests(requestsPerSecond, requests, lots) : requests;
    // At once a caller may have what one operation may cost.
    this.#cost = new RateLimiter(costPerSecond, cost);
  }

  /** The milliseconds a request has to wait, 0 where it is admitted and counted; its body is not read before. */
  admit(caller: string): number | Promise<number> {
    return this.debtMs(caller) || this.#requests.take(caller);
  }

  /** The milliseconds until a caller has paid for what it has had, 0 if it has. Without authentication nobody owes. */
  debtMs(caller: string): number {
    return caller === '' ? 0 : this.#cost.debtMs(caller);
  }

  /** Charges what an operation costs, or a part of it. */
  charge(caller: string, cost: number): void {
    if (caller !== '') this.#cost.charge(caller, cost);
  }
}
