import { isAscii } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { inflated } from './inflate.ts';

/** An answer before anything is made of it. */
export interface WireAnswer {
  readonly status: number;
  /** A header's value by its lower-case name. */
  header(name: string): string | null;
  /** The names of all headers, in lower case. */
  readonly names: readonly string[];
  /** Null where the body did not come whole. */
  readonly text: string | null;
}

/** The codes of undici's and zlib's errors for more than the maximum, as it comes and once it is inflated. */
const tooLong: ReadonlySet<unknown> = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ERR_BUFFER_TOO_LARGE']);

/** Whether an answer is longer than the maximum. */
export const isTooLong = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tooLong.has(error.code);

const utf8 = new TextDecoder();

/** Bytes as text; those of ASCII alone, which most answers are, come at half the price. */
const textOf = (bytes: Buffer): string => (isAscii(bytes) ? bytes.toString('latin1') : utf8.decode(bytes));

/** What undici is told of a request that is given up; who waits for it hears the reason instead. */
const givenUp = new Error('Nobody waits for the answer any more.');

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** A header's value, of several values all in one. */
function valueOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
}

/**
 * One request and its answer, as undici tells of them while they go on: what its `request` and a `fetch` make of the same,
 * a stream and a signal among it, costs as much again.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #maximumBytes: number;
  readonly #answer = Promise.withResolvers<WireAnswer>();
  #controller: Dispatcher.DispatchController | null = null;
  #isAborted = false;
  #status = 0;
  #headers: Headers = {};
  readonly #chunks: Buffer[] = [];

  /** What it inflates has at most so many bytes; undici itself bounds what comes. */
  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /** Rejects where no answer came, or one that is too long. */
  get answer(): Promise<WireAnswer> {
    return this.#answer.promise;
  }

  /** Gives the request up: nobody waits for the answer, and its connection is closed. */
  abort(reason: unknown): void {
    this.#isAborted = true;
    this.#answer.reject(reason);
    this.#controller?.abort(givenUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have waited for a connection until nobody waited for it any more.
    if (this.#isAborted) controller.abort(givenUp);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const bytes = only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    const coding = this.#headers['content-encoding'];
    if (coding === undefined) this.#resolve(textOf(bytes));
    else this.#inflate(bytes, String(coding));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #resolve(text: string | null): void {
    const headers = this.#headers;
    const names = Object.keys(headers);
    this.#answer.resolve({ status: this.#status, names, header: (name) => valueOf(headers, name), text });
  }

  /** A body that broke off is an answer too: its status may tell what the matter is. */
  #fail(error: unknown): void {
    if (this.#status < 200 || isTooLong(error)) this.#answer.reject(error);
    else this.#resolve(null);
  }

  /** Compressed answers are not asked for: this undoes what a proxy on the way has done. */
  #inflate(bytes: Buffer, coding: string): void {
    inflated(bytes, coding, this.#maximumBytes).then(
      (plain) => this.#resolve(utf8.decode(plain)),
      (error) => {
        // What refuses a request did so whole, in whatever words.
        if (this.#status >= 400 && this.#status < 500) this.#resolve('');
        else this.#fail(error);
      },
    );
  }
}
