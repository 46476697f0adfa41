import { EventEmitter } from 'node:events';
import type { Departure } from '../platform/client.ts';

/** Whether the client still waits for an operation. */
export class Waiting extends EventEmitter implements Departure {
  closed = false;

  /** The operation is over, or its client has left. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }
}

/** The operations of one connection, by their ids. */
export class Departures {
  readonly #waiting = new Map<string, Waiting>();

  begin(id: string): Waiting {
    const waiting = new Waiting();
    this.#waiting.set(id, waiting);
    return waiting;
  }

  end(id: string): void {
    this.#waiting.get(id)?.end();
    this.#waiting.delete(id);
  }

  endAll(): void {
    for (const id of this.#waiting.keys()) this.end(id);
  }
}
