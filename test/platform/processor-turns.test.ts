import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TurnOwner } from '#src/platform/fair-queue.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';

const owner = (principal: string): TurnOwner => ({ principal, request: {} });

/** Holds the event loop. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('nothing waits while the event loop is quick', () => {
  const turns = new ProcessorTurns();
  expect(Array.from({ length: 20 }, () => turns.take(owner('a')))).toEqual(Array.from({ length: 20 }));
});

/** Turns of a round of the event loop in which there has been long work. */
function busyTurns(): ProcessorTurns {
  const turns = new ProcessorTurns();
  void turns.take(owner('first'));
  work(15);
  return turns;
}

/** Work of this length in turns, and the order in which it began. */
function orderOfTurns(turns: ProcessorTurns) {
  const order: string[] = [];
  const run = async (name: string, principal: string, milliseconds = 15): Promise<void> => {
    await turns.take(owner(principal));
    order.push(name);
    work(milliseconds);
  };
  return { order, run };
}

test('after long work the others wait, and principals take turns', async () => {
  const { order, run } = orderOfTurns(busyTurns());
  await Promise.all([
    ...['a1', 'a2', 'a3', 'a4'].map((name) => run(name, 'a')),
    ...['b1', 'b2'].map((name) => run(name, 'b')),
  ]);
  expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
});

test('quick turns of one principal follow one another until they have taken as long as one of another', async () => {
  const { order, run } = orderOfTurns(busyTurns());
  await Promise.all([
    ...['a1', 'a2'].map((name) => run(name, 'a', 30)),
    ...['b1', 'b2', 'b3'].map((name) => run(name, 'b', 0)),
  ]);
  expect(order).toEqual(['a1', 'b1', 'b2', 'b3', 'a2']);
});

test('the event loop goes round between long turns, so that who comes late has a turn soon', async () => {
  const { order, run } = orderOfTurns(busyTurns());
  const flood = Array.from({ length: 8 }, (_, index) => run(`a${index}`, 'a'));
  await nextRound();
  order.push('another');
  await Promise.all([...flood, run('b', 'b')]);
  expect(order.indexOf('another')).toBeLessThanOrEqual(2);
  expect(order.indexOf('b')).toBeLessThanOrEqual(4);
});

test('quick turns follow one another: a hundred that wait need few rounds', async () => {
  const turns = busyTurns();
  const waiting = Array.from({ length: 100 }, () => turns.take(owner('a')) ?? Promise.resolve());
  let rounds = 0;
  const goRound = async (): Promise<void> => {
    rounds += 1;
    await nextRound();
    if (rounds < 1_000) await goRound();
  };
  await Promise.race([Promise.all(waiting), goRound()]);
  expect(rounds).toBeLessThan(100);
});
