import { expect, onTestFinished, test, vi } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { fileOf } from '#test/config/config-file.ts';
import { alibabaError } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { startSts, stsKey } from './sts.ts';

/** A key in the environment, for the vendor's chain. */
function setChainKey(): void {
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'LTAIchain');
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'chain-secret');
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** A gateway with as many sources as there are credentials, over an upstream that accepts no key. */
async function startRefused(credentials: readonly object[]) {
  const upstream = await startFaultyUpstream();
  upstream.spoil(alibabaError(404, 'InvalidAccessKeyId.NotFound'));
  const file = {
    sources: credentials.map((each, index) => ({
      provider: 'ALIYUN_ECS',
      key: `ecs-${index}`,
      region: 'cn-hangzhou',
      endpoint: upstream.url,
      credentials: each,
    })),
  };
  const sources = loadConfig({}, fileOf(JSON.stringify(file))).sources ?? [];
  const { askText } = await startTestTaskline({ sources: () => sources });
  const askAll = async (): Promise<void> => {
    for (const { key } of sources) {
      const { errors } = await askText(`{ batchTask(source: "${key}", taskId: "t-1") { status } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_DENIED', source: key } }]);
    }
  };
  return { upstream, askAll };
}

const times = (count: number, credentials: object): object[] => Array.from({ length: count }, () => credentials);

test('a key of the chain that is refused is sent three times, not by each of its sources', async () => {
  setChainKey();
  const { upstream, askAll } = await startRefused(times(20, { chain: 'default' }));
  await askAll();
  await askAll();
  expect(upstream.calls.map(({ headers }) => /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1])).toEqual(
    times(3, 'LTAIchain' as never),
  );
});

test('sessions of one role have one guard, and those of another have their own', async () => {
  const sts = await startSts();
  const roleOf = (name: string) => ({
    ...stsKey,
    assumeRole: { roleArn: `acs:ram::1:role/${name}`, stsEndpoint: sts.host },
  });
  const { upstream, askAll } = await startRefused([...times(10, roleOf('one')), ...times(10, roleOf('two'))]);
  await askAll();
  const tokens = upstream.calls.map(({ headers }) => headers['x-acs-security-token']);
  expect(tokens).toEqual(['token-1', 'token-1', 'token-1', 'token-2', 'token-2', 'token-2']);
});
