import type { IncomingMessage } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import { declaredLength } from '../http/unread-body.ts';

/** Memory that one unit of cost may take until the response has been sent, in bytes. */
const bytesPerCost = 500;

/** Memory that one byte of a request's body may take once it is parsed, in bytes. */
const bytesPerByte = 16;

/** An estimate of the memory that an operation takes, in bytes, from its cost and the length of its request. */
export const memoryOf = (cost: number, request: IncomingMessage | undefined): number =>
  cost * bytesPerCost + (request ? declaredLength(request) * bytesPerByte : 0);

/** Limits the memory of all operations in progress: by default to a third of the heap limit of the process. */
export class MemoryBudget {
  readonly #most: number;
  #reserved = 0;

  constructor(bytes: number = getHeapStatistics().heap_size_limit / 3) {
    this.#most = bytes;
  }

  /** Reserves bytes and returns the function that releases them; null if too few are free. One operation alone always fits. */
  reserve(bytes: number): (() => void) | null {
    if (this.#reserved > 0 && this.#reserved + bytes > this.#most) return null;
    this.#reserved += bytes;
    return () => (this.#reserved -= bytes);
  }
}
