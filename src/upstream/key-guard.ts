import { UpstreamError, type UpstreamFailure } from './errors.ts';

/** After so many refusals of the key in a row it is tried no more than once a minute: Huawei locks a key after five. */
const refusalsInARow = 3;
const everyMs = 60_000;

/** Keeps a key that its provider refuses from being tried again and again. */
export class KeyGuard {
  readonly #source: string;
  #refusals = 0;
  #nextTry = 0;
  #refusal: UpstreamFailure | null = null;
  #isTrusted = false;

  constructor(source: string) {
    this.#source = source;
  }

  /** How many attempts may be under way: of a key that has yet to be accepted, no more than may be refused. */
  places(concurrency: number): number {
    return this.#isTrusted ? concurrency : Math.max(1, Math.min(concurrency, refusalsInARow - this.#refusals));
  }

  /** Throws the refusal again while the key is not to be tried. */
  check(operation: string): void {
    if (this.#refusals < refusalsInARow || !this.#refusal) return;
    const retryAfterMs = this.#nextTry - performance.now();
    if (retryAfterMs <= 0) return;
    const detail = 'not asked: a refused key is tried once a minute';
    throw new UpstreamError(this.#source, operation, { ...this.#refusal, retryAfterMs, detail, isUnasked: true });
  }

  /** An attempt goes out: after refusals it is the only one of its minute. */
  sending(): void {
    if (this.#refusals >= refusalsInARow) this.#nextTry = performance.now() + everyMs;
  }

  /** Learns from an attempt's failure, or from its success. */
  learn(failure: UpstreamFailure | null): void {
    if (failure?.isUnasked || failure?.cure) return;
    if (failure?.isKeyRefused) {
      this.#isTrusted = false;
      this.#refusals += 1;
      this.#refusal = failure;
      this.#nextTry = performance.now() + everyMs;
    } else if (failure === null || showsAcceptance(failure)) {
      this.#refusals = 0;
      this.#isTrusted = true;
    }
  }
}

/** Whether the provider looked past the signature. */
const showsAcceptance = ({ code }: UpstreamFailure): boolean =>
  code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_DENIED';
