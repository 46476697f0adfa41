import { getHeapStatistics } from 'node:v8';

/** Memory that one unit of cost may take until the response has been sent, in bytes. */
const bytesPerCost = 500;

/** Memory that one byte of a request's body may take once it is parsed, in bytes. */
const bytesPerBodyByte = 16;

/** An estimate of the memory that an operation takes, in bytes, from its cost and the length of its request's body. */
export const memoryOf = (cost: number, bodyBytes: number): number => cost * bytesPerCost + bodyBytes * bytesPerBodyByte;

/**
 * Limits the memory of all operations in progress: by default to a third of the heap limit of the process. Authenticated
 * callers share it by a dynamic threshold, as switches share their buffers: each may hold as much as is still free. One
 * caller alone can hold half of it, two a third each, and there is always room for another.
 */
export class MemoryBudget {
  readonly #most: number;
  #reserved = 0;
  readonly #byPrincipal = new Map<string, number>();

  constructor(bytes: number = getHeapStatistics().heap_size_limit / 3) {
    this.#most = bytes;
  }

  /**
   * Reserves bytes for an operation of a caller ('' without authentication: it need not share), and returns the function
   * that releases them; null if too few are free. One operation alone always fits.
   */
  reserve(principal: string, bytes: number): (() => void) | null {
    const own = this.#byPrincipal.get(principal) ?? 0;
    const free = this.#most - this.#reserved;
    const isBeyondShare = principal !== '' && own > 0 && own + bytes > free;
    if (this.#reserved > 0 && (bytes > free || isBeyondShare)) return null;
    this.#add(principal, bytes);
    return () => this.#add(principal, -bytes);
  }

  #add(principal: string, bytes: number): void {
    this.#reserved += bytes;
    const own = (this.#byPrincipal.get(principal) ?? 0) + bytes;
    if (own > 0) this.#byPrincipal.set(principal, own);
    else this.#byPrincipal.delete(principal);
  }
}
