import { hash } from 'node:crypto';
import { hmacSha256 } from '../platform/digest.ts';
import type { StoreNotice } from './store-notice.ts';

/** How many hexadecimal digits of the digest are kept: 128 bits. */
const digits = 32;

/**
 * Marks what replicas leave in the store for each other by an HMAC, since others can write there too. What bears no mark of a
 * replica with the same configuration, or stands under another name, is foreign: it is left aside and counted.
 */
export class Seal {
  readonly #key: string;
  readonly #notice: StoreNotice;
  #ignored = 0;

  /** The key is made from secrets that only replicas with the same configuration have. */
  constructor(secrets: readonly string[], notice: StoreNotice) {
    this.#key = hash('sha256', `taskline replicas\n${JSON.stringify(secrets)}`, 'hex');
    this.#notice = notice;
  }

  /** How many values and messages were left aside since the start. */
  get ignored(): number {
    return this.#ignored;
  }

  /** A text as it is stored under a name. */
  close(name: string, text: string): string {
    return this.#mark(name, text) + text;
  }

  /** The text that a replica stored under a name; null for anything else, which is counted. */
  open(name: string, sealed: string): string | null {
    const text = sealed.slice(digits);
    if (sealed.slice(0, digits) === this.#mark(name, text)) return text;
    this.ignore();
    return null;
  }

  /** Counts a value that no replica with this configuration can have left, and says once that there are such values. */
  ignore(): void {
    this.#ignored += 1;
    if (this.#ignored > 1) return;
    const text = 'The shared store holds values that are not of replicas with this configuration: they are left aside.';
    this.#notice('warn', text);
  }

  /** A name from which a secret cannot be told. */
  nameOf(secret: string): string {
    return hmacSha256(this.#key, `name\n${secret}`).slice(0, digits);
  }

  #mark(name: string, text: string): string {
    return hmacSha256(this.#key, `${name}\n${text}`).slice(0, digits);
  }
}
