import { Ending } from '../platform/ending.ts';

/** Until when each operation of a connection is waited for, by its id: it is over, or its client has left. */
export class Departures {
  readonly #endings = new Map<string, Ending>();

  begin(id: string): Ending {
    const ending = new Ending();
    this.#endings.set(id, ending);
    return ending;
  }

  end(id: string): void {
    this.#endings.get(id)?.close();
    this.#endings.delete(id);
  }

  endAll(): void {
    for (const id of this.#endings.keys()) this.end(id);
  }
}
