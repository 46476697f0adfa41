import { expect, test } from 'vitest';
import { alibabaError, answering, dated, transport } from '#test/discipline/faults.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { type Fault, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { startSts, stsKey } from '#test/start/sts.ts';
import { expectNoLeak, startTestTaskline } from '#test/taskline.ts';

interface Permissions {
  readonly [operation: string]: { readonly is: string; readonly at: string | null; readonly providerCode?: string };
}

/** What keys are permitted, by source and operation, as an operator reads it. */
async function permissionsAt(url: string): Promise<Readonly<Record<string, Permissions>>> {
  const text = await (await fetch(`${url}/sources`)).text();
  expectNoLeak(text);
  const { sources } = JSON.parse(text) as { readonly sources: readonly { key: string; permissions: Permissions }[] };
  return Object.fromEntries(sources.map(({ key, permissions }) => [key, permissions]));
}

const isoDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const notAsked = { is: 'not asked', at: null };
const allowed = { is: 'allowed', at: isoDate };
const denied = (providerCode: string) => ({ is: 'denied', at: isoDate, providerCode });

const page = '{ aliyunImmBatches(source: "aliyun-imm", first: 1) { nodes { taskId } } }';
const byId = '{ batchTask(source: "aliyun-imm", taskId: "batch-none") { status } }';

test('each operation is permitted or denied by itself, and nothing is asked to find out', async () => {
  const { url, sent, askText, spoil } = await startTestTaskline();
  const before = await permissionsAt(url);
  expect(before['aliyun-imm']).toEqual({ GetBatch: notAsked, ListBatches: notAsked });
  expect(before['huawei-dns']).toEqual({ ShowBatchOperationTask: notAsked, ListBatchOperationTasks: notAsked });
  expect(sent()).toEqual([]);
  await askText(page);
  expect((await permissionsAt(url))['aliyun-imm']).toEqual({ GetBatch: notAsked, ListBatches: allowed });
  await spoil({ provider: 'ALIYUN_IMM', kind: 'denied', operation: 'GetBatch' });
  await askText(byId);
  const after = await permissionsAt(url);
  expect(after['aliyun-imm']).toEqual({ GetBatch: denied('Forbidden.RAM'), ListBatches: allowed });
  expect(after['aliyun-polardb']).toEqual({ DescribeBatchTask: notAsked, DescribeBatchTasks: notAsked });
  expect(sent()).toHaveLength(2);
});

/** A gateway with metrics over one ECS that answers so, after which one task has been asked for. */
async function startSpoiled(fault: Fault) {
  const upstream = await startFaultyUpstream();
  const gateway = await startGateway([ecs(upstream.url, { limits: { attempts: 1 } })], { metrics });
  upstream.spoil(fault);
  await gateway.ask(lookUp('t-1'));
  const state = async () => (await permissionsAt(gateway.url))['ecs']?.['DescribeTasks'];
  const deniedSamples = async () =>
    (await scrape(gateway.metricsUrl)).samples.filter(({ name }) => name === 'taskline_operations_denied');
  return { ...gateway, upstream, state, deniedSamples };
}

test.for<{ what: string; fault: Fault }>([
  { what: 'a key that is refused', fault: alibabaError(400, 'InvalidAccessKeyId.NotFound') },
  { what: 'a wrong clock', fault: alibabaError(400, 'InvalidTimeStamp.Expired', dated(0)) },
  { what: 'a nonce that was used', fault: alibabaError(400, 'SignatureNonceUsed') },
  { what: 'a token that has expired', fault: alibabaError(400, 'InvalidSecurityToken.Expired') },
  { what: 'a firewall', fault: answering(403, '<html>no</html>', { 'content-type': 'text/html' }) },
  { what: 'an outage', fault: alibabaError(503, 'ServiceUnavailable') },
  { what: 'a connection that is reset', fault: transport.reset },
  { what: 'a wrong argument', fault: alibabaError(400, 'InvalidParameter') },
])('$what tells of no permission', async ({ fault }) => {
  const { state, deniedSamples } = await startSpoiled(fault);
  expect([await state(), await deniedSamples()]).toEqual([notAsked, []]);
});

test('a permission that is given or taken away is seen with the next call', async () => {
  const { state, deniedSamples, upstream, ask } = await startSpoiled(alibabaError(403, 'Forbidden.RAM'));
  expect(await state()).toEqual(denied('Forbidden.RAM'));
  expect(await deniedSamples()).toMatchObject([{ labels: { source: 'ecs' }, value: 1 }]);
  upstream.heal();
  await ask(lookUp('t-2'));
  expect([await state(), await deniedSamples()]).toEqual([allowed, []]);
  // What says nothing of it leaves it as it was.
  upstream.spoil(alibabaError(503, 'ServiceUnavailable'));
  await ask(lookUp('t-3'));
  expect(await state()).toEqual(allowed);
});

test('a role that may not be assumed may do nothing', async () => {
  const [sts, upstream] = [await startSts(), await startFaultyUpstream()];
  const roleArn = 'acs:ram::1:role/reader';
  sts.settings.refusals[roleArn] = { status: 403, code: 'NoPermission' };
  const credentials = { ...stsKey, assumeRole: { roleArn, stsEndpoint: sts.host } };
  const { ask, url } = await startGateway([ecs(upstream.url, { credentials })]);
  await ask(lookUp('t-1'));
  expect(await permissionsAt(url)).toEqual({ ecs: { DescribeTasks: denied('NoPermission') } });
  expect(upstream.calls).toEqual([]);
});
