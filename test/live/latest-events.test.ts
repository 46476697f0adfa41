import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatestEvents } from '#src/live/latest-events.ts';

const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: fc.constantFrom('a', 'b', 'c') }) },
  { weight: 2, arbitrary: fc.constant('read' as const) },
);

test('a reader of any pace gets the last event of each key, in order, and never an older one after a newer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      let closed = 0;
      const events = new LatestEvents<readonly [key: string, number: number]>(() => (closed += 1));
      const last = new Map<string, number>();
      const read: (readonly [string, number])[] = [];
      const pending: Promise<void>[] = [];
      const readOne = async (): Promise<void> => {
        const { done, value } = await events.next();
        if (!done) read.push(value);
      };
      for (const [number, act] of actions.entries()) {
        if (act === 'read') pending.push(readOne());
        else {
          last.set(act.put, number);
          events.put(act.put, [act.put, number]);
        }
        await Promise.resolve();
      }
      events.end();
      events.put('late', ['late', -1]);
      await Promise.all(pending);
      for await (const event of events) read.push(event);
      for (const key of last.keys()) {
        const numbers = read.filter(([of]) => of === key).map(([, number]) => number);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
        expect(numbers.at(-1)).toBe(last.get(key));
      }
      expect([closed, read.some(([key]) => key === 'late')]).toEqual([1, false]);
    }),
  );
});

test('whoever waits is let go by a return, and it closes once', async () => {
  let closed = 0;
  const events = new LatestEvents<string>(() => (closed += 1));
  const waiting = events.next();
  events.put('a', 'a');
  expect(await waiting).toEqual({ done: false, value: 'a' });
  const last = events.next();
  await events.return();
  await events.return();
  expect([await last, await events.next(), closed]).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
    1,
  ]);
});
