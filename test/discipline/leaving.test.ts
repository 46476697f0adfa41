import { expect, test } from 'vitest';
import { transport } from './faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecs, lookUp, startGateway } from './gateway.ts';

const page = '{ aliyunEcsTasks(source: "ecs", first: 5) { nodes { taskId } } }';

test.for([
  { what: 'a task', query: lookUp('t-1') },
  { what: 'a list', query: page },
])('2.1 a client that goes has its call for $what aborted, and is no failure', async ({ query }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask, logged } = await startGateway([ecs(url)]);
  const client = new AbortController();
  const asked = ask(query, {}, { signal: client.signal }).catch((error: unknown) => error);
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  client.abort();
  expect(await asked).toMatchObject({ name: 'AbortError' });
  await expect.poll(() => calls[0]?.abortedAt, { interval: 5 }).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(calls).toHaveLength(1);
  expect(logged()).not.toMatch(/"level":"error"/);
});

test.for([
  { what: 'a task', query: lookUp('t-1') },
  { what: 'a list', query: page },
])('2.1 a call for $what that another waits for goes on', async ({ query }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  const gate = Promise.withResolvers<void>();
  spoil((response, answer) => void gate.promise.then(() => response.end(answer)));
  const { ask } = await startGateway([ecs(url, { limits: { attemptMs: 8_000 } })]);
  const client = new AbortController();
  const leaving = ask(query, {}, { signal: client.signal }).catch((error: unknown) => error);
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  const staying = ask(query);
  // Time for it to join the call.
  await new Promise((resolve) => setTimeout(resolve, 300));
  client.abort();
  expect(await leaving).toMatchObject({ name: 'AbortError' });
  // Time for the gateway to see that the client has gone.
  await new Promise((resolve) => setTimeout(resolve, 100));
  gate.resolve();
  expect(await staying).toMatchObject({ data: expect.anything() });
  expect((await staying).errors).toBeUndefined();
  expect(calls).toMatchObject([{ abortedAt: null }]);
});

test('the call is aborted once the last of all who wait has gone', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask } = await startGateway([ecs(url)]);
  const clients = [new AbortController(), new AbortController()];
  const asked = Promise.allSettled(clients.map(({ signal }) => ask(lookUp('t-1'), {}, { signal })));
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  clients[0]?.abort();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(calls[0]?.abortedAt).toBeNull();
  clients[1]?.abort();
  await expect.poll(() => calls[0]?.abortedAt, { interval: 5 }).not.toBeNull();
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('what an error has left unfinished is ended with the answer', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask, logged } = await startGateway([ecs(url)]);
  const { data } = await ask(
    '{ ecs: batchTask(source: "ecs", taskId: "t-1") { id } bad: batchTasks(after: "x") { nodes { id } } }',
  );
  expect(data).toBeNull();
  await expect.poll(() => calls.filter(({ abortedAt }) => abortedAt === null)).toEqual([]);
  expect(calls.length).toBeLessThan(2);
  expect(logged()).not.toMatch(/"level":"error"/);
});
