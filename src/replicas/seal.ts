import { hash } from 'node:crypto';
import { hmacSha256 } from '../platform/digest.ts';

/** How many hexadecimal digits of the digest are kept: 128 bits. */
const digits = 32;

/**
 * Marks what replicas leave in the store for each other, since others can write there too: what bears no mark of a replica
 * with the same configuration, or stands under another name, is not theirs.
 */
export class Seal {
  readonly #key: string;

  /** Made from what only replicas with the same configuration have. */
  constructor(secrets: readonly string[]) {
    this.#key = hash('sha256', `taskline replicas\n${JSON.stringify(secrets)}`, 'hex');
  }

  /** A text as it is stored under a name. */
  close(name: string, text: string): string {
    return this.#mark(name, text) + text;
  }

  /** The text that was stored under a name; null if it is not of a replica. */
  open(name: string, sealed: string): string | null {
    const text = sealed.slice(digits);
    return sealed.slice(0, digits) === this.#mark(name, text) ? text : null;
  }

  /** A name from which a secret cannot be told. */
  nameOf(secret: string): string {
    return hmacSha256(this.#key, `name\n${secret}`).slice(0, digits);
  }

  #mark(name: string, text: string): string {
    return hmacSha256(this.#key, `${name}\n${text}`).slice(0, digits);
  }
}
