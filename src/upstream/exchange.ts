import { isAscii } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { inflated } from './inflate.ts';

/** An answer as it arrived: nothing of it is parsed. */
export interface WireAnswer {
  readonly status: number;
  /** A header's value by its lower-case name. */
  header(name: string): string | null;
  /** The names of all headers, in lower case. */
  readonly names: readonly string[];
  /** The body; null if it did not arrive whole. */
  readonly text: string | null;
}

/** The error codes of undici and zlib for an answer that is too long, as sent and once decompressed. */
const tooLong: ReadonlySet<unknown> = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ERR_BUFFER_TOO_LARGE']);

/** Whether an answer is longer than the maximum. */
export const isTooLong = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tooLong.has(error.code);

const utf8 = new TextDecoder();

/** Decodes UTF-8. Most answers are pure ASCII, which takes half the time. */
const textOf = (bytes: Buffer): string => (isAscii(bytes) ? bytes.toString('latin1') : utf8.decode(bytes));

/** The error that undici gets when a request is given up. Whoever waits for the answer gets the reason instead. */
const givenUp = new Error('Nobody waits for the answer any more.');

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** A header's value; several values are joined. */
function valueOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
}

/**
 * A request and its answer as a handler of undici's dispatcher. undici's `request` and `fetch` add a stream and a signal,
 * which doubles the CPU time.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #maximumBytes: number;
  readonly #answer = Promise.withResolvers<WireAnswer>();
  #controller: Dispatcher.DispatchController | null = null;
  #isAborted = false;
  #status = 0;
  #headers: Headers = {};
  readonly #chunks: Buffer[] = [];

  /** `maximumBytes` bounds the decompressed body; undici itself bounds what is received. */
  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /** Rejects if no answer came, or one that is too long. */
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
    // It may have been given up while it waited for a connection.
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

  /** An answer whose body broke off still counts: its status may say what went wrong. */
  #fail(error: unknown): void {
    if (this.#status < 200 || isTooLong(error)) this.#answer.reject(error);
    else this.#resolve(null);
  }

  /** Answers are compressed only by a proxy on the way: we do not ask for it. */
  #inflate(bytes: Buffer, coding: string): void {
    inflated(bytes, coding, this.#maximumBytes).then(
      (plain) => this.#resolve(utf8.decode(plain)),
      (error) => {
        // A 4xx is a refusal even if its body cannot be read.
        if (this.#status >= 400 && this.#status < 500) this.#resolve('');
        else this.#fail(error);
      },
    );
  }
}
