import { expect, test } from 'vitest';
import { ask, startGatewayProcess } from './gateway-process.ts';
import { hostileRequests } from './hostile-requests.ts';

const rounds = 2;

test('one process of 256 MB survives the whole list of what hostile clients send, all at once', async () => {
  const gateway = await startGatewayProcess('--max-old-space-size=256');
  for (let round = 0; round < rounds; round += 1) {
    const requests = ['a', 'b'].flatMap((letter) => hostileRequests(`${letter}${round}`));
    const statuses = await Promise.all(
      requests.map(async ({ body }) => {
        const response = await ask(gateway.url, body);
        await response.text();
        return response.status;
      }),
    );
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  }
  const answer = await ask(gateway.url, '{"query":"{ batchTasks(first: 1) { nodes { status } } }"}');
  expect(await answer.json()).toMatchObject({ data: { batchTasks: { nodes: [{}] } } });
  gateway.terminate();
  expect(await gateway.exit()).toBe(0);
});

test('on SIGTERM queries under way finish, nobody else comes in, and the exit is in order', async () => {
  const gateway = await startGatewayProcess();
  const faults = [{ provider: 'HUAWEI_DNS', kind: 'latency', delayMs: 1_000 }];
  await fetch(`${gateway.sandbox}/__sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  const query = JSON.stringify({
    query: '{ huaweiDnsBatchTasks(source: "huawei-dns", first: 1) { nodes { taskId } } }',
  });
  const underWay = Promise.all([ask(gateway.url, query), ask(gateway.url, query)]);
  await expect
    .poll(async () => (await (await fetch(`${gateway.sandbox}/__sandbox/calls`)).json()) as unknown[])
    .not.toEqual([]);
  gateway.terminate();
  await expect
    .poll(() =>
      ask(gateway.url, query).then(
        () => 'served',
        () => 'refused',
      ),
    )
    .toBe('refused');
  for (const response of await underWay) {
    expect([response.status, response.headers.get('connection'), await response.json()]).toMatchObject([
      200,
      'close',
      { data: { huaweiDnsBatchTasks: { nodes: [{}] } } },
    ]);
  }
  expect(await gateway.exit()).toBe(0);
});
