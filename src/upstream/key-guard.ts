import { UpstreamError, type UpstreamFailure } from './errors.ts';

/** After so many refusals in a row, or fewer where sources share a key, it is seldom tried. */
const mostRefusals = 3;

/** How long it is left alone then, in milliseconds: at first, and at the most; twice as long after each refusal. */
const rest = { first: 60_000, longest: 600_000 };

/** How often in a row one of so many sources with the same key may see it refused: together no more than is borne. */
export const refusalsOfEach = (borne: number, sources: number): number =>
  Math.max(1, Math.min(mostRefusals, Math.floor(borne / sources)));

/** Keeps a key that its provider refuses from being tried again and again. */
export class KeyGuard {
  readonly #source: string;
  readonly #most: number;
  #refusals = 0;
  #nextTry = 0;
  #refusal: UpstreamFailure | null = null;
  #isTrusted = false;

  constructor(source: string, most: number) {
    this.#source = source;
    this.#most = most;
  }

  /** How many attempts may be under way: of a key that has yet to be accepted, no more than may be refused. */
  places(concurrency: number): number {
    return this.#isTrusted ? concurrency : Math.max(1, Math.min(concurrency, this.#most - this.#refusals));
  }

  /** Throws the refusal again while the key is not to be tried. */
  check(operation: string): void {
    if (this.#refusals < this.#most || !this.#refusal) return;
    const retryAfterMs = this.#nextTry - performance.now();
    if (retryAfterMs <= 0) return;
    const detail = 'not asked: its key is refused';
    throw new UpstreamError(this.#source, operation, { ...this.#refusal, retryAfterMs, detail, isUnasked: true });
  }

  /** An attempt goes out: after refusals it is the only one for a while. */
  sending(): void {
    if (this.#refusals >= this.#most) this.#rest();
  }

  /** Learns from an attempt's failure, or from its success. */
  learn(failure: UpstreamFailure | null): void {
    if (failure?.isUnasked || failure?.cure) return;
    if (failure?.isKeyRefused) {
      this.#isTrusted = false;
      this.#refusals += 1;
      this.#refusal = failure;
      this.#rest();
    } else if (failure === null || showsAcceptance(failure)) {
      this.#refusals = 0;
      this.#isTrusted = true;
    }
  }

  #rest(): void {
    const milliseconds = Math.min(rest.longest, rest.first * 2 ** Math.max(0, this.#refusals - this.#most));
    this.#nextTry = performance.now() + milliseconds;
  }
}

/** Whether the provider looked past the signature. */
const showsAcceptance = ({ code }: UpstreamFailure): boolean =>
  code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_DENIED';
