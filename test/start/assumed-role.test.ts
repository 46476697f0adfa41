import { expect, onTestFinished, test, vi } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { createLogger } from '#src/platform/log.ts';
import { credentialsOf } from '#src/start/credentials.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { post } from '#test/access/tenants.ts';
import { alibabaError } from '#test/discipline/faults.ts';
import { everyTask, startFaultyUpstream, type ReceivedCall } from '#test/faulty-upstream.ts';
import { fileOf } from '#test/config/config-file.ts';
import { loopOnTime } from '#test/loop-on-time.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { startSts, stsKey } from './sts.ts';

const reader = 'acs:ram::123456789012:role/reader';
const writer = 'acs:ram::123456789012:role/writer';

/** Sources of ECS: one in each region for each account. */
function sourcesOf(url: string, accounts: Readonly<Record<string, object>>, regions: number): SourceConfig[] {
  const file = {
    accounts,
    sources: [
      {
        provider: 'ALIYUN_ECS',
        key: '{account}-{region}',
        accounts: Object.keys(accounts),
        regions: Array.from({ length: regions }, (_, index) => `cn-r${index}`),
        endpoint: url,
      },
    ],
  };
  return [...(loadConfig({}, fileOf(JSON.stringify(file))).sources ?? [])];
}

/** Asks each source for a task, all at the same time: what each was told, by its key. */
async function askAll(
  { askText }: Awaited<ReturnType<typeof startTestTaskline>>,
  sources: readonly SourceConfig[],
): Promise<ReadonlyMap<string, unknown>> {
  const told = sources.map(async ({ key }): Promise<[string, unknown]> => {
    const { errors } = await askText(`{ batchTask(source: "${key}", taskId: "t-1") { status } }`);
    return [key, errors?.[0]?.extensions ?? 'a task'];
  });
  return new Map(await Promise.all(told));
}

/** The key and the token that a call was signed with. */
const signedBy = ({ headers }: ReceivedCall): string =>
  `${/Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1]} ${String(headers['x-acs-security-token'])}`;

/** Has both clocks stand still; gives what lets seconds pass. */
function stopTime(): (seconds: number) => void {
  vi.useFakeTimers({ toFake: ['performance', 'Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  return (seconds) => void vi.advanceTimersByTime(seconds * 1_000);
}

test('sources of one role ask for it once, and are asked with its session', async () => {
  const [sts, upstream] = [await startSts(), await startFaultyUpstream()];
  const policy = '{\n "Version": "1", "Statement": [] }';
  const assumeRole = { roleArn: reader, externalId: 'from:a27', durationSeconds: 1_800, policy, stsEndpoint: sts.host };
  const accounts = { a1: { ...stsKey, assumeRole }, a2: { ...stsKey, assumeRole } };
  const sources = sourcesOf(upstream.url, accounts, 20);
  const taskline = await startTestTaskline({ sources: () => sources });
  expect(new Set((await askAll(taskline, sources)).values())).toEqual(new Set(['a task']));
  expect(sts.calls).toEqual([
    {
      method: 'POST',
      Action: 'AssumeRole',
      Version: '2015-04-01',
      Format: 'JSON',
      AccessKeyId: stsKey.accessKeyId,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: expect.any(String),
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      RoleArn: reader,
      RoleSessionName: 'taskline',
      DurationSeconds: '1800',
      ExternalId: 'from:a27',
      Policy: '{"Version":"1","Statement":[]}',
    },
  ]);
  expect(upstream.calls).toHaveLength(40);
  expect(new Set(upstream.calls.map(signedBy))).toEqual(new Set(['STS.1 token-1']));
});

test('a session is asked for by temporary keys too, under its own name', async () => {
  const sts = await startSts();
  const assumeRole = { roleArn: reader, sessionName: 'board@night', stsEndpoint: sts.host };
  const credentials = credentialsOf({ ...stsKey, securityToken: 'token-0', assumeRole });
  expect(await credentials()).toMatchObject({ accessKeyId: 'STS.1', securityToken: 'token-1' });
  expect(sts.calls).toMatchObject([
    { SecurityToken: 'token-0', RoleSessionName: 'board@night', DurationSeconds: '3600' },
  ]);
});

test('a session is renewed before it ends, once for all who ask', async () => {
  const sts = await startSts();
  const pass = stopTime();
  const assumeRole = { roleArn: reader, durationSeconds: 1_800, stsEndpoint: sts.host };
  const credentials = credentialsOf({ ...stsKey, assumeRole });
  const tokensOf = async () =>
    new Set(
      (await Promise.all(Array.from({ length: 30 }, async () => credentials()))).map(
        ({ securityToken }) => securityToken,
      ),
    );
  expect(await tokensOf()).toEqual(new Set(['token-1']));
  pass(850);
  expect(await tokensOf()).toEqual(new Set(['token-1']));
  pass(100);
  expect(await tokensOf()).toEqual(new Set(['token-2']));
  expect(sts.calls).toHaveLength(2);
});

test('a session that cannot be renewed is used until it ends', async () => {
  const sts = await startSts();
  const pass = stopTime();
  const credentials = credentialsOf({ ...stsKey, assumeRole: { roleArn: reader, stsEndpoint: sts.host } });
  expect(await credentials()).toMatchObject({ securityToken: 'token-1' });
  sts.settings.refusals[reader] = { status: 403, code: 'NoPermission' };
  pass(2_800);
  const known = await credentials();
  expect([known.securityToken, sts.calls.length]).toEqual(['token-1', 2]);
  await expect(credentials(known)).rejects.toMatchObject({ failure: { providerCode: 'NoPermission' } });
});

test('a session that the provider takes for expired is renewed once for all sources', async () => {
  const [sts, upstream] = [await startSts(), await startFaultyUpstream()];
  upstream.spoil((response, answer, call) => {
    if (call.headers['x-acs-security-token'] === 'token-1') {
      return alibabaError(400, 'InvalidSecurityToken.Expired')(response, answer, call);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(everyTask(call)));
  });
  const accounts = { a1: { ...stsKey, assumeRole: { roleArn: reader, stsEndpoint: sts.host } } };
  const sources = sourcesOf(upstream.url, accounts, 20);
  const taskline = await startTestTaskline({ sources: () => sources });
  expect(new Set((await askAll(taskline, sources)).values())).toEqual(new Set(['a task']));
  expect(sts.calls).toHaveLength(2);
  expect(signedBy(upstream.calls.at(-1)!)).toBe('STS.2 token-2');
});

test('a session stays when the configuration is read anew, and a new role has its own', async () => {
  const [sts, upstream] = [await startSts(), await startFaultyUpstream()];
  const configOf = (roleArn: string, attempts: number): Config => {
    const accounts = { a1: { ...stsKey, assumeRole: { roleArn, stsEndpoint: sts.host } } };
    const sources = sourcesOf(upstream.url, accounts, 1).map((source) => ({ ...source, limits: { attempts } }));
    return { ...loadConfig({ PORT: '0' }), sources };
  };
  const taskline = await startTaskline(configOf(reader, 1), createLogger({ level: 'silent', pretty: false }), {
    watchLoop: loopOnTime,
  });
  onTestFinished(() => taskline.stop());
  const ask = (taskId: string) =>
    post(taskline.url, { query: `{ batchTask(source: "a1-cn-r0", taskId: "${taskId}") { status } }` });
  await ask('t-1');
  await taskline.reload(configOf(reader, 2));
  await ask('t-2');
  await taskline.reload(configOf(writer, 2));
  await ask('t-3');
  expect(upstream.calls.map(signedBy)).toEqual(['STS.1 token-1', 'STS.1 token-1', 'STS.2 token-2']);
  expect(sts.calls.map(({ RoleArn }) => RoleArn)).toEqual([reader, writer]);
});

test('a role that is refused fails its sources alone, and is not asked for by each', async () => {
  const [sts, upstream] = [await startSts(), await startFaultyUpstream()];
  sts.settings.refusals[writer] = { status: 403, code: 'NoPermission' };
  const roleOf = (roleArn: string) => ({ ...stsKey, assumeRole: { roleArn, stsEndpoint: sts.host } });
  const sources = sourcesOf(upstream.url, { good: roleOf(reader), bad: roleOf(writer) }, 10);
  const taskline = await startTestTaskline({ sources: () => sources });
  for (let asked = 0; asked < 3; asked += 1) {
    const told = await askAll(taskline, sources);
    const requestId = expect.stringMatching(/^[\da-f-]{36}$/);
    const refused = { code: 'UPSTREAM_DENIED', retryable: false, providerCode: 'NoPermission', requestId };
    for (const [key, what] of told) {
      if (key.startsWith('good')) expect(what).toBe('a task');
      else expect(what).toMatchObject(refused);
    }
    expect(JSON.stringify([...told]) + taskline.logged()).not.toMatch(/sts-secret|session-secret|hunter2|Signature=/);
  }
  expect(sts.calls).toHaveLength(2);
  expect(new Set(sts.calls.map(({ RoleArn }) => RoleArn))).toEqual(new Set([reader, writer]));
  expect(new Set(upstream.calls.map(signedBy)).size).toBe(1);
});

test.for([
  { given: 'a role that there is not', refusal: { status: 404, code: 'EntityNotExist.Role' }, code: 'UPSTREAM_DENIED' },
  { given: 'throttling', refusal: { status: 429, code: 'Throttling.User' }, code: 'UPSTREAM_THROTTLED' },
  { given: 'an outage', refusal: { status: 503, code: 'ServiceUnavailable' }, code: 'UPSTREAM_UNAVAILABLE' },
])('$given is told as it is: $code', async ({ refusal, code }) => {
  const sts = await startSts();
  sts.settings.refusals[reader] = refusal;
  const credentials = credentialsOf({ ...stsKey, assumeRole: { roleArn: reader, stsEndpoint: sts.host } });
  const requestId = expect.stringMatching(/^[\da-f-]{36}$/);
  await expect(credentials()).rejects.toMatchObject({ failure: { code, providerCode: refusal.code, requestId } });
});

test('a key that STS does not accept is told by its code, and the text that was signed is not', async () => {
  const sts = await startSts();
  const assumeRole = { roleArn: reader, stsEndpoint: sts.host };
  const credentials = credentialsOf({ ...stsKey, accessKeySecret: 'hunter2', assumeRole });
  const error = await Promise.resolve(credentials()).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ failure: { code: 'UPSTREAM_DENIED', providerCode: 'SignatureDoesNotMatch' } });
  expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toMatch(/hunter2|sts-secret|Nonce/);
});

test('STS that cannot be reached is not available, and may be later', async () => {
  const role = { roleArn: reader, stsEndpoint: 'localhost:9' };
  const credentials = credentialsOf({ ...stsKey, assumeRole: role });
  await expect(credentials()).rejects.toMatchObject({ failure: { code: 'UPSTREAM_UNAVAILABLE' } });
});
