import type { Limits } from '../config/limits.ts';
import { RateLimiter } from './rate-limit.ts';

/** How many bytes of a body cost as much as a field: decoding and parsing them takes about 2 µs. */
const bytesPerCost = 250;

/** How many tokens of a document that is not cached cost as much as a field: parsing and validating them takes about 2 µs. */
const tokensPerCost = 2;

/** What each authenticated caller may do in a second: requests by number, and operations by cost. */
export class CallerRates {
  readonly #requests: RateLimiter;
  readonly #cost: RateLimiter;

  constructor({ requestsPerSecond, costPerSecond }: Pick<Limits, 'requestsPerSecond' | 'costPerSecond'>) {
    this.#requests = new RateLimiter(requestsPerSecond);
    this.#cost = new RateLimiter(costPerSecond);
  }

  /** Counts a request with so long a body, before it is read; returns the milliseconds to wait, 0 if it is admitted. */
  admit(caller: string, bodyBytes: number): number {
    return this.#requests.take(caller) || this.#cost.spend(caller, Math.ceil(bodyBytes / bytesPerCost));
  }

  /** Charges for a document of so many tokens that has been parsed. */
  chargeDocument(caller: string, tokens: number): void {
    if (caller !== '') this.#cost.charge(caller, Math.ceil(tokens / tokensPerCost));
  }

  /** Spends the cost of an operation; returns the milliseconds to wait, 0 if it may be executed. */
  spend(caller: string, cost: number): number {
    return caller === '' ? 0 : this.#cost.spend(caller, cost);
  }
}
