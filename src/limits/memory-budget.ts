import type { IncomingMessage } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import { declaredLength } from '../http/unread-body.ts';

/** What a unit of cost may take of memory, in bytes, until its answer has been sent. */
const bytesPerCost = 500;

/** What a byte of a request's body may take, once it is parsed. */
const bytesPerByte = 16;

/** What an operation may take of memory, in bytes, by its cost and the length of its request. */
export const bytesOf = (cost: number, request: IncomingMessage | undefined): number =>
  cost * bytesPerCost + (request ? declaredLength(request) * bytesPerByte : 0);

/** Counts what the operations under way may take of memory: a third of what the process has. */
export class Load {
  readonly #most: number;
  #taken = 0;

  constructor(bytes: number = getHeapStatistics().heap_size_limit / 3) {
    this.#most = bytes;
  }

  /** Takes so many bytes, and says how they are given back; null where they are not left. One operation alone always may. */
  take(bytes: number): (() => void) | null {
    if (this.#taken > 0 && this.#taken + bytes > this.#most) return null;
    this.#taken += bytes;
    return () => (this.#taken -= bytes);
  }
}
