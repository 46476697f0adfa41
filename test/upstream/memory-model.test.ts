import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemory, type Memory, type Remembered, tasksOf } from '#src/upstream/memory.ts';

/** One that is full most of the time, and one that is not. */
const size = fc.constantFrom(40, 400);
const sources = ['ecs', 'dns'] as const;
const sets = sources.flatMap((source) => [source, tasksOf(source)]);

const name = {
  set: fc.constantFrom(...sets),
  key: fc.nat(12).map(String),
  principal: fc.constantFrom('a', 'b', 'c'),
};
const characters = fc.oneof(
  { weight: 8, arbitrary: fc.constant(200) },
  { weight: 2, arbitrary: fc.integer({ min: 1_001, max: 9_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 28_000, max: 45_000 }) },
);
const forMs = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 59_000, max: 100_000 }));
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant('set' as const), ...name, characters, forMs }) },
  { weight: 12, arbitrary: fc.record({ does: fc.constant('get' as const), ...name }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), forMs: fc.nat(2_000) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), forMs: fc.nat(70_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('forget' as const), source: fc.constantFrom(...sources) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What was remembered last under a name. */
interface Last {
  readonly remembered: Remembered;
  readonly weight: number;
  readonly isLasting: boolean;
  readonly expiresAt: number;
}

/** A cache without a bound: all that was remembered last, by its set and key. */
class Model {
  readonly last = new Map<string, Last>();
  readonly #size: number;
  /** Whether there was room for all of it at all times, so that nothing may be missing. */
  isRoomy = true;

  constructor(most: number) {
    this.#size = most;
  }

  set({ set, key, characters: length, forMs: ms }: Extract<Step, { does: 'set' }>): Remembered {
    const remembered = { value: {}, operation: 'DescribeTasks', characters: length };
    const isLasting = ms >= 60_000;
    const weight = Math.ceil(length / 1_000);
    this.last.set(`${set}:${key}`, { remembered, isLasting, weight, expiresAt: performance.now() + ms });
    const lasting = this.#weight(({ isLasting: lasts }) => lasts);
    this.isRoomy &&= lasting <= this.#size * 0.75 && this.weight <= this.#size;
    return remembered;
  }

  forget(source: string): void {
    for (const set of [source, tasksOf(source)]) {
      for (const at of this.last.keys()) if (at.startsWith(`${set}:`)) this.last.delete(at);
    }
  }

  get weight(): number {
    return this.#weight(() => true);
  }

  #weight(isMeant: (last: Last) => boolean): number {
    return [...this.last.values()].filter(isMeant).reduce((sum, { weight }) => sum + weight, 0);
  }
}

/** Checks what comes for a name: what was remembered last, or nothing where that has expired or had to go. */
function check(found: Remembered | undefined, last: Last | undefined, isRoomy: boolean): void {
  const isGood = last !== undefined && last.expiresAt > performance.now();
  if (found) expect(isGood && found === last.remembered).toBe(true);
  else if (isGood) expect(isRoomy).toBe(false);
}

/** Lets so much time pass. */
const pass = (milliseconds: number): void => void vi.advanceTimersByTime(milliseconds);

/** Fills both parts, so that what has expired goes; how much of that is found. */
function fill(memory: Memory, most: number): number {
  pass(1_001);
  const one = { value: {}, operation: 'DescribeTasks', characters: 1 };
  const keys = Array.from({ length: most }, (_, index) => `filling ${index}`);
  for (const ms of [1_000_000, 10_000]) for (const key of keys) memory.set('ecs', `${key} ${ms}`, one, ms);
  return [1_000_000, 10_000].flatMap((ms) => keys.filter((key) => memory.get('ecs', `${key} ${ms}`))).length;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('what comes is what was remembered last, nothing goes while there is room, and the bound holds', () => {
  let [roomy, full] = [0, 0];
  fc.assert(
    fc.property(size, fc.array(step, { minLength: 1, maxLength: 200, size: 'max' }), (most, steps) => {
      const memory = createMemory(most);
      const model = new Model(most);
      for (const one of steps) {
        if (one.does === 'wait') pass(one.forMs);
        if (one.does === 'set') memory.set(one.set, one.key, model.set(one), one.forMs, one.principal);
        if (one.does === 'get') {
          const found = memory.get(one.set, one.key, one.principal);
          check(found, model.last.get(`${one.set}:${one.key}`), model.isRoomy);
        }
        if (one.does === 'forget') {
          memory.forget(one.source);
          model.forget(one.source);
        }
        expect(memory.entries).toBeLessThanOrEqual(most);
        if (model.isRoomy) expect(memory.entries).toBe(model.weight);
      }
      if (model.isRoomy && steps.length > 20) roomy += 1;
      if (!model.isRoomy) full += 1;
      // What is counted is what is there, to the last entry.
      const filling = fill(memory, most);
      const kept = [...model.last].filter(([at]) => {
        const [set = '', key = ''] = at.split(':');
        return memory.get(set, key, 'a') !== undefined;
      });
      expect(memory.entries).toBe(filling + kept.reduce((sum, [, { weight }]) => sum + weight, 0));
    }),
    { numRuns: 400 },
  );
  // Both have been seen.
  expect(Math.min(roomy, full)).toBeGreaterThan(20);
});
