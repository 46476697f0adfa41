import { expect, test } from 'vitest';
import { Flight } from '#src/upstream/flight.ts';
import type { AnswerOrigin } from '#src/upstream/call.ts';
import { callerFor } from './connect.ts';

test('it may take as long as its most patient caller, and who joins late adds to that', () => {
  const [hasty, patient] = [callerFor(100), callerFor(5_000)];
  const flight = new Flight<string>(hasty);
  void flight.join(hasty);
  expect(flight.deadline).toBe(hasty.deadline);
  void flight.join(patient);
  expect(flight.deadline).toBe(patient.deadline);
});

test('a caller waits once, however often it joins, also after it has left', async () => {
  const told: AnswerOrigin[] = [];
  const caller = { ...callerFor(), observe: (_calls: unknown, from: AnswerOrigin) => told.push(from) };
  const flight = new Flight<string>(caller);
  const wait = flight.join(caller);
  expect(flight.join(caller)).toBe(wait);
  caller.leave();
  await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
  expect(flight.join(caller)).toBe(wait);
  expect(told).toEqual(['UPSTREAM']);
});

test('one that nobody waits for any more is not begun', async () => {
  const caller = callerFor();
  const flight = new Flight<string>(caller);
  const wait = flight.join(caller);
  caller.leave();
  let asked = 0;
  let settled = 0;
  flight.start(
    () => Promise.resolve(String((asked += 1))),
    () => (settled += 1),
  );
  await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
  expect({ asked, settled }).toEqual({ asked: 0, settled: 1 });
});

test('a caller that has gone before it joins harms nobody', async () => {
  const [here, gone] = [callerFor(), callerFor()];
  gone.leave();
  const flight = new Flight<string>(here);
  const wait = flight.join(here);
  await expect(flight.join(gone)).rejects.toMatchObject({ name: 'AbortError' });
  flight.start(
    () => Promise.resolve('answer'),
    () => undefined,
  );
  expect(await wait).toBe('answer');
  expect(flight.cancellation.isCancelled).toBe(false);
});

test('one whose answer may be older serves nobody who wants a fresher one, and all others', () => {
  const caller = callerFor();
  const flight = new Flight<string>(caller);
  void flight.join(caller);
  flight.start(
    (shared) => {
      shared.takeOlder();
      return new Promise(() => undefined);
    },
    () => undefined,
  );
  expect(flight.serves(callerFor())).toBe(true);
  expect(flight.serves({ ...callerFor(), freshSince: performance.now() - 60_000 })).toBe(false);
});

test.for([
  { who: 'nobody who wants fresh ones', ages: [], maxAgeMs: Infinity },
  { who: 'one who takes none of another', ages: [undefined], maxAgeMs: 0 },
  { who: 'one who takes young ones', ages: [500], maxAgeMs: 500 },
  { who: 'several', ages: [500, 200, 900], maxAgeMs: 200 },
])('with $who its answer may be $maxAgeMs ms old', ({ ages, maxAgeMs }) => {
  const caller = callerFor();
  const flight = new Flight<string>(caller);
  void flight.join(caller);
  for (const age of ages) void flight.join({ ...callerFor(), freshSince: performance.now(), maxAgeMs: age });
  expect(flight.maxAgeMs).toBe(maxAgeMs);
});

test.for([
  { who: 'polls alone', freshSinces: [0, 0], takes: true },
  { who: 'a poll and a query', freshSinces: [0, undefined], takes: false },
  { who: 'a query and a poll', freshSinces: [undefined, 0], takes: false },
])('for $who it takes what is not worth remembering: $takes', ({ freshSinces, takes }) => {
  const flight = new Flight<string>({ ...callerFor(), freshSince: freshSinces[0] });
  for (const freshSince of freshSinces) void flight.join({ ...callerFor(), freshSince, maxAgeMs: 500, keptMs: 700 });
  const query = callerFor();
  const before = flight.serves(query);
  expect([before, flight.takesOutdated(), flight.serves(query), flight.keptMs]).toEqual([true, takes, !takes, 700]);
});
