import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { RunningOperations } from '#src/limits/running-operations.ts';
import { heldLists, startHeldUpstream } from './held-upstream.ts';
import { bearer, post, startTenants, tenants } from '../access/tenants.ts';

const { limits } = loadConfig({});

test('callers are counted one by one, and all of them together', () => {
  const running = new RunningOperations({ operationsInFlight: 5, operationsInFlightPerCaller: 2 });
  const asked = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c'];
  const begun = asked.map((caller) => running.begin(caller));
  expect(begun).toEqual([true, true, false, true, true, false, true, false]);
  running.end('a');
  expect([running.begin('b'), running.begin('a'), running.begin('c')]).toEqual([false, true, false]);
});

test('without authentication all share the whole', () => {
  const running = new RunningOperations({ operationsInFlight: 3, operationsInFlightPerCaller: 1 });
  expect(Array.from({ length: 4 }, () => running.begin(''))).toEqual([true, true, true, false]);
});

test('a caller with too many operations in progress is told to come again, and another is served', async () => {
  const { calls, answer, sources } = await startHeldUpstream();
  const { url } = await startTenants({ limits: { ...limits, operationsInFlightPerCaller: 2 } }, { sources });
  const ask = (tenant: keyof typeof tenants, query: string) => post(url, { query }, bearer(tenants[tenant].key));
  const slow = heldLists.map((query) => ask('board', query));
  await expect.poll(() => calls.length).toBe(2);
  const { status, errors } = await ask('board', '{ __typename }');
  expect([status, errors?.[0]?.extensions?.code]).toEqual([503, 'OVERLOADED']);
  expect((await ask('desk', '{ __typename }')).status).toBe(200);
  answer();
  expect((await Promise.all(slow)).map((each) => each.status)).toEqual([200, 200]);
  expect((await ask('board', '{ __typename }')).status).toBe(200);
});
