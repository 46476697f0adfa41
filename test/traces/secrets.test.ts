import { expect, test } from 'vitest';
import { answeredFaults, huawei, signing } from '#test/discipline/every-fault.ts';
import { credentials, ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startReceiver, tracesTo } from './receiver.ts';

test('no span holds a key, a signature, a query, the text of a document, or the id of a task', async () => {
  const receiver = await startReceiver();
  const { url, calls, spoil, heal } = await startFaultyUpstream();
  const limits = { backoffMs: 1, throttledBackoffMs: 1, breaker: false };
  const traces = tracesTo(receiver.url, { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20receiver-secret' });
  const { ask, said } = await startGateway([ecs(url, { limits }), { ...huawei(url), limits }], { traces });
  let asked = 0;
  for (const fault of [...answeredFaults, null]) {
    if (fault) spoil(fault);
    else heal();
    for (const source of ['ecs', 'huawei']) {
      asked += 1;
      await ask(lookUp(`task-secret-${asked}`, source), {
        authorization: 'Bearer caller-secret',
        cookie: 'session-secret',
      });
    }
    asked += 1;
    await ask(
      'query Named($n: Int) { secretAlias: batchTasks(first: $n) { nodes { taskId } } }',
      {},
      { variables: { n: 3 } },
    );
  }
  const isDone = () => receiver.spans().filter(({ kind }) => kind === 'SERVER').length === asked;
  await expect.poll(isDone).toBe(true);
  const received = receiver.batches.map(({ body }) => body.toString()).join('\n');
  expect(received).toContain('UPSTREAM_BAD_RESPONSE');
  expect(received).toContain('Named');
  for (const secret of ['leaked', 'secret', ...Object.values(credentials)]) expect(received).not.toContain(secret);
  expect(received).not.toMatch(signing);
  expect(received).not.toMatch(/TaskIds|RegionId|batchTask|nodes/i);
  const sent = calls.flatMap(({ headers, target }) => [
    headers.authorization,
    headers['x-acs-signature-nonce'],
    headers['x-sdk-date'],
    target.split('?', 2)[1],
  ]);
  for (const text of new Set(sent)) if (text) expect(received).not.toContain(text);
  expect(said()).not.toContain('receiver-secret');
});
