import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '#src/sandbox/start.ts';
import { checkConfig } from '#src/start/check-config.ts';
import { fileOf } from '#test/config/config-file.ts';
import { fileOfManySources } from '#test/config/many-sources.ts';
import { alibabaError, transport } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startSts, stsKey } from './sts.ts';

/** What a check of a configuration writes and complains of, and whether it can be used. */
const check = (file: string, ...options: string[]) => checkAll(['--config', file, ...options]);

/** What a check with this command line writes and complains of. */
async function checkAll(commandLine: readonly string[]) {
  const [written, complaints]: [string[], string[]] = [[], []];
  const isUsable = await checkConfig({}, commandLine, {
    write: (line) => written.push(line),
    complain: (line) => complaints.push(line),
  });
  return { isUsable, written, complaints, text: [...written, ...complaints].join('\n') };
}

test.for([{ commandLine: [] }, { commandLine: ['--port', '1'] }, { commandLine: ['file'] }])(
  'the command line $commandLine is none',
  async ({ commandLine }) => {
    const { isUsable, written, complaints } = await checkAll(commandLine);
    expect(isUsable).toBe(false);
    expect(complaints).toEqual(['usage: npm run check-config -- --config taskline.yaml [--probe]']);
    expect(written).toEqual([]);
  },
);

const oneSource = (credentials: string): string =>
  `sources: [ { key: ecs, provider: ALIYUN_ECS, region: cn-hangzhou, credentials: ${credentials} } ]`;

const url = 'http://127.0.0.1:9';

test('the table has what sources differ in, and no credentials', async () => {
  const file = fileOf(`
accounts: { a1: { accessKeyId: hidden, accessKeySecret: hunter2 }, a2: { chain: default }, a3: { chain: default } }
defaults: { limits: { attempts: 2, attemptMs: 3000 } }
sources:
  - { provider: ALIYUN_IMM, key: "{account}-imm", accounts: [ a1, a2 ], region: cn-hangzhou, project: p, endpoint: "${url}" }
  - { provider: HUAWEI_DNS, key: hw, account: a1, region: cn-nort-4, projectId: "12", limits: { attempts: 3, breaker: false } }
`);
  const { isUsable, written, complaints, text } = await check(file);
  expect(isUsable).toBe(true);
  expect(written.slice(1).map((line) => line.split(/ {2,}/))).toEqual([
    ['a1-imm', 'ALIYUN_IMM', 'cn-hangzhou', 'p', 'a1 (access key)', url, 'attempts: 2'],
    ['a2-imm', 'ALIYUN_IMM', 'cn-hangzhou', 'p', 'a2 (chain)', url, 'attempts: 2'],
    [
      'hw',
      'HUAWEI_DNS',
      'cn-nort-4',
      '12',
      'a1 (access key)',
      'https://dns.cn-nort-4.myhuaweicloud.com',
      'breaker: false',
    ],
    ['3 sources'],
  ]);
  expect(complaints).toEqual([
    expect.stringMatching(/^warning: .*:6 \(hw\) sources\[1\]\.region: cn-nort-4 is no known region/),
    expect.stringMatching(/^warning: .*:2 accounts\.a3: no source has this account$/),
  ]);
  expect(text).not.toMatch(/hidden|hunter2/);
});

test('the table names profiles and roles, and no key that they are taken by', async () => {
  const role = 'assumeRole: { roleArn: "acs:ram::123456789012:role/reader", externalId: hidden }';
  const file = fileOf(`
accounts:
  keyed: { accessKeyId: hidden, accessKeySecret: hunter2, ${role} }
  chained: { chain: default, ${role} }
  prod: { chain: default, profile: a27, ${role} }
  plain: { chain: default, profile: a27 }
sources:
  - { provider: ALIYUN_DNS, key: "{account}", accounts: [ keyed, chained, prod, plain ] }
  - { provider: ALIYUN_DNS, key: own, credentials: { chain: default, profile: a27 } }
`);
  const { isUsable, written, text } = await check(file);
  expect(isUsable).toBe(true);
  const reader = 'role acs:ram::123456789012:role/reader';
  expect(written.slice(1, -1).map((line) => line.split(/ {2,}/)[4])).toEqual([
    `keyed (${reader} by access key)`,
    `chained (${reader} by chain)`,
    `prod (${reader} by profile a27)`,
    'plain (profile a27)',
    'its own profile a27',
  ]);
  expect(text).not.toMatch(/hidden|hunter2/);
});

test('--probe says that a role is refused, and by which code', async () => {
  const sts = await startSts();
  const upstream = await startFaultyUpstream();
  sts.settings.refusals['acs:ram::1:role/none'] = { status: 404, code: 'EntityNotExist.Role' };
  const roleOf = (
    name: string,
  ): string => `{ accessKeyId: ${stsKey.accessKeyId}, accessKeySecret: ${stsKey.accessKeySecret},
    assumeRole: { roleArn: "acs:ram::1:role/${name}", stsEndpoint: "${sts.host}" } }`;
  const file = fileOf(`
accounts: { good: ${roleOf('reader')}, bad: ${roleOf('none')} }
sources: [ { provider: ALIYUN_ECS, key: "{account}", accounts: [ good, bad ], region: cn-hangzhou, endpoint: "${upstream.url}" } ]
`);
  const { isUsable, written, text } = await check(file, '--probe');
  expect(isUsable).toBe(false);
  expect(probesIn(written)).toEqual({
    good: 'may call DescribeTasks',
    bad: expect.stringMatching(
      /^failed: DescribeTasks: UPSTREAM_DENIED \(EntityNotExist\.Role, request [\da-f-]{36}, no credentials\)$/,
    ),
  });
  expect(text).not.toMatch(/sts-secret|LTAIsts|hunter2/);
});

/** What the probe told of each source, by its key. */
const probesIn = (written: readonly string[]): Record<string, string> =>
  Object.fromEntries(written.slice(1, -1).map((line) => [/^\S+/.exec(line)?.[0], line.split(/ {2,}/).at(-1) ?? '']));

test('--probe asks each source once, and says what it may call', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const endpoint = `endpoint: "${sandbox.url}"`;
  const file = fileOf(`
accounts:
  good: { accessKeyId: sandbox, accessKeySecret: sandbox-secret }
  wrong: { accessKeyId: sandbox, accessKeySecret: hunter2 }
sources:
  - { provider: ALIYUN_ECS, key: "{account}-ecs", accounts: [ good, wrong ], region: cn-hangzhou, ${endpoint} }
  - { provider: ALIYUN_IMM, key: imm, account: good, region: cn-hangzhou, project: test-project, ${endpoint} }
  - { provider: ALIYUN_DNS, key: dns, account: good, ${endpoint} }
  - { provider: ALIYUN_POLARDB, key: polardb, account: good, region: cn-hangzhou, ${endpoint} }
  - { provider: HUAWEI_DNS, key: huawei, account: good, region: cn-north-4, ${endpoint} }
  - { provider: TENCENT_DNSPOD, key: dnspod, account: good, ${endpoint} }
`);
  const { isUsable, written, complaints, text } = await check(file, '--probe');
  expect(isUsable).toBe(false);
  expect(probesIn(written)).toEqual({
    'good-ecs': 'may call DescribeTasks',
    'wrong-ecs': expect.stringMatching(
      /^failed: DescribeTasks: UPSTREAM_DENIED \(SignatureDoesNotMatch, request [\w-]+\)$/,
    ),
    imm: 'may call ListBatches',
    dns: 'may call DescribeBatchResultCount',
    polardb: 'may call DescribeBatchTasks',
    huawei: 'may call ListBatchOperationTasks',
    dnspod: 'may call DescribeBatchTask',
  });
  expect(complaints).toEqual(['1 of 7 sources failed']);
  expect(sandbox.calls()).toHaveLength(7);
  expect(text).not.toMatch(/sandbox-secret|hunter2|Signature=/);
});

test('300 sources are probed, ten at a time at most', async () => {
  let [underWay, most] = [0, 0];
  const upstream = await startFaultyUpstream({
    latencyMs: 5,
    answer: ({ headers }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => (underWay -= 1), 5);
      return headers['x-acs-action'] === 'DescribeTasks'
        ? { TotalCount: 0, TaskSet: { Task: [] } }
        : { TotalCount: 0, TaskId: 0, Tasks: [], Items: [], PageRecordCount: 0 };
    },
  });
  const { file } = fileOfManySources(upstream.url);
  const { written, text } = await check(file, '--probe');
  expect(upstream.calls).toHaveLength(300);
  expect(Object.keys(probesIn(written))).toHaveLength(300);
  expect(Object.values(probesIn(written)).filter((cell) => cell === 'may call DescribeTasks')).toHaveLength(240);
  expect(most).toBeGreaterThan(1);
  // An answer may be counted for a moment after the probe has gone on.
  expect(most).toBeLessThanOrEqual(20);
  expect(text).not.toMatch(/hunter2|id-a/);
});

test.for([
  {
    what: 'an error that quotes what was signed',
    fault: alibabaError(403, 'Forbidden.RAM'),
    told: 'UPSTREAM_DENIED (Forbidden.RAM',
  },
  {
    what: 'throttling, which is not tried again',
    fault: alibabaError(400, 'Throttling.User'),
    told: 'UPSTREAM_THROTTLED',
  },
  { what: 'a connection that is cut', fault: transport.reset, told: 'UPSTREAM_UNAVAILABLE' },
])('a source that answers with $what fails the check', async ({ fault, told }) => {
  const upstream = await startFaultyUpstream();
  upstream.spoil(fault);
  const file = fileOf(oneSource(`{ accessKeyId: hidden, accessKeySecret: hunter2 }, endpoint: "${upstream.url}"`));
  const { isUsable, written, complaints, text } = await check(file, '--probe');
  expect(isUsable).toBe(false);
  expect(probesIn(written)['ecs']).toContain(`failed: DescribeTasks: ${told}`);
  expect(complaints).toEqual(['1 of 1 sources failed']);
  expect(upstream.calls).toHaveLength(1);
  expect(text).not.toMatch(/leaked|hidden|hunter2|Signature/);
});

test('a source that never answers fails by its time limit', async () => {
  const upstream = await startFaultyUpstream();
  upstream.spoil(() => undefined);
  const settings = `{ accessKeyId: a, accessKeySecret: b }, limits: { attemptMs: 50 }, endpoint: "${upstream.url}"`;
  const { isUsable, written } = await check(fileOf(oneSource(settings)), '--probe');
  expect(isUsable).toBe(false);
  expect(probesIn(written)).toEqual({ ecs: expect.stringContaining('UPSTREAM_TIMEOUT') });
});
