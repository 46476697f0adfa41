import { expect, test } from 'vitest';
import { Turns } from '#src/platform/turns.ts';

const holdLoop = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) Math.sqrt(end);
};

/** Counts the turns of the event loop from now on. */
function countTurns(): { readonly turns: () => number; readonly stop: () => void } {
  let turns = 0;
  let isOn = true;
  const count = (): void => {
    turns += 1;
    if (isOn) setImmediate(count);
  };
  setImmediate(count);
  const stop = (): void => {
    isOn = false;
  };
  return { turns: () => turns, stop };
}

test('little work is done at once', () => {
  const turns = new Turns();
  expect([1, 2, 3].map((value) => turns.run(() => value))).toEqual([1, 2, 3]);
});

test('of much work each piece is done once, in order, and the event loop goes on between', async () => {
  const turns = new Turns();
  const done: number[] = [];
  const { turns: counted, stop } = countTurns();
  const run = async (index: number): Promise<number> =>
    turns.run(() => {
      holdLoop(4);
      done.push(counted());
      return index;
    });
  const results = await Promise.all(Array.from({ length: 60 }, (_, index) => run(index)));
  expect(results).toEqual(Array.from({ length: 60 }, (_, index) => index));
  stop();
  expect(done).toHaveLength(60);
  const inEachTurn = Map.groupBy(done, (turn) => turn);
  expect(inEachTurn.size).toBeGreaterThan(6);
  for (const pieces of inEachTurn.values()) expect(pieces.length).toBeLessThan(12);
});

const fail = (): never => {
  throw new Error('broken');
};

test('a piece that fails fails alone', async () => {
  const turns = new Turns();
  expect(() => turns.run(fail)).toThrow('broken');
  holdLoop(25);
  const failed = turns.run(fail);
  const fine = turns.run(() => 'fine');
  await expect(failed).rejects.toThrow('broken');
  expect(await fine).toBe('fine');
});
