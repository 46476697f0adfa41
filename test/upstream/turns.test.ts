import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createRate } from '#src/upstream/rate.ts';
import { Flight } from '#src/upstream/flight.ts';
import { Slots } from '#src/upstream/slots.ts';
import type { Caller } from '#src/upstream/upstream.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { callerFor, connectTo, failureOf } from './connect.ts';

/** A rate with a clock of its own, and how many attempts it lets begin in so many milliseconds. */
function clockedRate(requestsPerSecond?: number) {
  let time = 0;
  const rate = createRate({ requestsPerSecond, retryAfterMs: 5_000 }, () => time);
  const begunIn = (milliseconds: number, most = Infinity): number => {
    const end = time + milliseconds;
    let begun = 0;
    for (; time < end; time += 1) {
      while (begun < most && rate.take() === 0) begun += 1;
    }
    return begun;
  };
  return { rate, begunIn };
}

test.for([1, 7, 50, 1_000])('a rate of %i a second holds', (requestsPerSecond) => {
  const { begunIn } = clockedRate(requestsPerSecond);
  const begun = begunIn(10_000);
  expect(begun / 10).toBeGreaterThan(requestsPerSecond * 0.95);
  expect(begun / 10).toBeLessThan(requestsPerSecond * 1.05 + 1);
});

test('without a rate there is no bound, and the first throttling leaves fifty a second', () => {
  const { rate, begunIn } = clockedRate();
  expect(begunIn(1_000, 90)).toBe(90);
  rate.throttled(undefined);
  const begun = begunIn(1_000);
  expect(begun).toBeGreaterThan(50);
  expect(begun).toBeLessThan(65);
});

test('throttled again and again, the rate halves to one a second, once for each burst; then it recovers slowly', () => {
  const { rate, begunIn } = clockedRate(100);
  for (let burst = 0; burst < 10; burst += 1) {
    for (let refused = 0; refused < 20; refused += 1) rate.throttled(undefined);
    begunIn(1_001);
  }
  rate.throttled(undefined);
  expect(begunIn(1_000)).toBeLessThan(8);
  begunIn(10_000);
  expect(begunIn(1_000)).toBeGreaterThan(40);
  begunIn(20_000);
  expect(begunIn(1_000)).toBeGreaterThan(95);
});

test('a source that asks for rest gets it, within bounds', () => {
  const { rate } = clockedRate();
  rate.throttled(300);
  expect(rate.take()).toBe(300);
  rate.throttled(3_600_000);
  expect(rate.take()).toBe(5_000);
});

const refusal = () => new Error('no room');

/** One place that is taken, and room for so many to wait for it; who came in, and who was refused. */
async function takenSlot(queue: number) {
  const slots = new Slots(() => 1, queue);
  const [entered, refused]: [string[], string[]] = [[], []];
  const enter = async (name: string, owner: Caller): Promise<void> => {
    try {
      await slots.enter(new Flight<void>(owner), refusal);
    } catch {
      return void refused.push(name);
    }
    entered.push(name);
    slots.leave();
  };
  await slots.enter(new Flight<void>(callerFor()), refusal);
  return { slots, enter, entered, refused };
}

const of = (principal: string): Caller => ({ ...callerFor(), principal });

test('those who wait are let in by turns of their owners', async () => {
  const { slots, enter, entered } = await takenSlot(100);
  const [eager, modest] = [callerFor(), callerFor()];
  const all = [
    ...['a1', 'a2', 'a3'].map((name) => enter(name, eager)),
    ...['b1', 'b2'].map((name) => enter(name, modest)),
  ];
  slots.leave();
  await Promise.all(all);
  expect(entered).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
});

test('those who wait are let in by turns of their principals, then of their requests', async () => {
  const { slots, enter, entered } = await takenSlot(100);
  const [first, second, third, modest] = [of('a'), of('a'), of('a'), of('b')];
  const all = [
    ...['a1', 'a2'].map((name) => enter(name, first)),
    enter('a3', second),
    enter('a4', third),
    ...['b1', 'b2'].map((name) => enter(name, modest)),
  ];
  slots.leave();
  await Promise.all(all);
  expect(entered).toEqual(['a1', 'b1', 'a3', 'b2', 'a4', 'a2']);
});

test('what two principals wait for does not wait behind all that one of them asks for', async () => {
  const slots = new Slots(() => 1, 100);
  await slots.enter(new Flight<void>(callerFor()), refusal);
  const entered: string[] = [];
  const enter = async (name: string, flight: Flight<void>): Promise<void> => {
    await slots.enter(flight, refusal);
    entered.push(name);
    slots.leave();
  };
  const own = ['a1', 'a2', 'a3'].map((name) => enter(name, new Flight<void>(of('a'))));
  const both = new Flight<void>(of('a'));
  void both.join(of('a'));
  void both.join(of('b'));
  const all = [...own, enter('both', both)];
  slots.leave();
  await Promise.all(all);
  expect(entered).toEqual(['a1', 'both', 'a2', 'a3']);
});

test('who lets others go first is let in last, unless somebody else waits for the same', async () => {
  const { slots, enter, entered } = await takenSlot(100);
  const poll = { ...of('live'), yields: true };
  const shared = new Flight<void>(poll);
  void shared.join(poll);
  void shared.join(of('a'));
  const both = async (): Promise<void> => {
    await slots.enter(shared, refusal);
    entered.push('both');
    slots.leave();
  };
  const all = [both(), enter('p1', poll), enter('a1', of('a')), enter('p2', poll), enter('a2', of('a'))];
  slots.leave();
  await Promise.all(all);
  expect(entered).toEqual(['both', 'a1', 'a2', 'p1', 'p2']);
});

test('where no more may wait, who lets others go first is refused first', async () => {
  const { slots, enter, entered, refused } = await takenSlot(2);
  const poll = { ...of('live'), yields: true };
  const all = [enter('a1', of('a')), enter('p1', poll), enter('a2', of('a')), enter('p2', poll)];
  slots.leave();
  await Promise.all(all);
  expect({ entered, refused: refused.toSorted() }).toEqual({ entered: ['a1', 'a2'], refused: ['p1', 'p2'] });
});

test('where no more may wait, many requests of one principal make room for one of another', async () => {
  const { slots, enter, entered, refused } = await takenSlot(3);
  const all = [...['a1', 'a2', 'a3'].map((name) => enter(name, of('a'))), enter('b1', of('b'))];
  slots.leave();
  await Promise.all(all);
  expect({ entered, refused }).toEqual({ entered: ['a2', 'b1', 'a3'], refused: ['a1'] });
});

test('where no more may wait, the owner of the most has its last refused', async () => {
  const { slots, enter, entered, refused } = await takenSlot(3);
  const [eager, modest] = [callerFor(), callerFor()];
  const all = [
    ...['a1', 'a2', 'a3', 'a4'].map((name) => enter(name, eager)),
    ...['b1', 'b2'].map((name) => enter(name, modest)),
  ];
  slots.leave();
  await Promise.all(all);
  expect({ entered, refused: refused.toSorted() }).toEqual({
    entered: ['a1', 'b1', 'a2'],
    refused: ['a3', 'a4', 'b2'],
  });
});

test('no more attempts are under way than may be, and no more calls wait than may', async () => {
  const { url, spoil } = await startFaultyUpstream();
  const { ask } = connectTo(url, { limits: { concurrency: 4, queue: 6 } });
  // The key is known to be good from now on.
  await ask();
  let [underWay, most] = [0, 0];
  const gate = Promise.withResolvers<void>();
  async function hold(response: ServerResponse, answer: string): Promise<void> {
    underWay += 1;
    most = Math.max(most, underWay);
    await gate.promise;
    underWay -= 1;
    response.end(answer);
  }
  spoil((response, answer) => void hold(response, answer));
  const asked = Promise.allSettled(Array.from({ length: 20 }, () => ask()));
  await expect.poll(() => underWay).toBe(4);
  gate.resolve();
  const settled = await asked;
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(10);
  for (const error of refused) expect(error).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true });
  expect(most).toBe(4);
});

test('a rate that cannot be kept by the deadline refuses at once', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = connectTo(url, { limits: { requestsPerSecond: 0.1 } });
  await ask();
  const error = await failureOf(ask('t-late', callerFor(300)));
  expect(error).toMatchObject({ code: 'UPSTREAM_THROTTLED', failure: { isUnsent: true } });
  expect(calls).toHaveLength(1);
});
