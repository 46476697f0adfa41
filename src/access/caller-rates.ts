import type { Limits } from '../config/limits.ts';
import { RateLimiter } from './rate-limit.ts';

/** What each authenticated caller may do in a second: requests by number, and operations by cost. */
export class CallerRates {
  readonly #requests: RateLimiter;
  readonly #cost: RateLimiter;

  constructor({
    requestsPerSecond,
    cost,
    costPerSecond,
  }: Pick<Limits, 'requestsPerSecond' | 'cost' | 'costPerSecond'>) {
    this.#requests = new RateLimiter(requestsPerSecond);
    // At once a caller may have what one operation may cost.
    this.#cost = new RateLimiter(costPerSecond, cost);
  }

  /** Counts a request, before its body is read; returns the milliseconds to wait, 0 if it is admitted. */
  admit(caller: string): number {
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
