import { z } from 'zod';
import type { Result } from './api.ts';

/** After every `everyCalls`-th list call of a provider, `remove` tasks leave the front of its list and `add` join it. */
export const driftShape = z.strictObject({
  add: z.int().min(0).max(10_000).default(0),
  remove: z.int().min(0).default(0),
  everyCalls: z.int().min(1).default(1),
});

type Setting = z.infer<typeof driftShape>;

const stillness: Setting = { add: 0, remove: 0, everyCalls: 1 };

/** Makes lists change as they are read. */
export class Drift {
  #setting = stillness;
  /** List calls of each provider since the drift was set. */
  readonly #listCalls = new Map<string, number>();

  set(setting: Setting = stillness): void {
    this.#setting = setting;
    this.#listCalls.clear();
  }

  /** Notes that a list was read, and changes it when it is its turn. */
  afterReading(provider: string, listed: NonNullable<Result['listed']>): void {
    const { add, remove, everyCalls } = this.#setting;
    const calls = (this.#listCalls.get(provider) ?? 0) + 1;
    this.#listCalls.set(provider, calls);
    if (add + remove > 0 && calls % everyCalls === 0) listed.shift({ add, remove });
  }
}
