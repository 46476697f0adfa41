import { expect, onTestFinished, test, vi } from 'vitest';
import type { CredentialChain } from '#src/clouds/alibaba-chain.ts';
import { chainCredentials } from '#src/clouds/alibaba-credentials.ts';
import { loadConfig } from '#src/config/load.ts';
import { credentialsOf, SharedCredentials } from '#src/start/credentials.ts';
import { fileOf } from '#test/config/config-file.ts';

const key = { accessKeyId: 'LTAIid', accessKeySecret: 'hunter2', securityToken: 'token-1' };

type Answer = Awaited<ReturnType<CredentialChain['getCredentials']>> | Error;

/** A chain that gives its answers one by one, the last again and again; it knows how often it was opened and asked. */
function answering(...answers: Answer[]) {
  const counts = { opened: 0, asked: 0 };
  const open = async (): Promise<CredentialChain> => {
    counts.opened += 1;
    return {
      async getCredentials() {
        const answer = answers[Math.min(counts.asked, answers.length - 1)];
        counts.asked += 1;
        if (answer instanceof Error) throw answer;
        return answer ?? {};
      },
    };
  };
  return { counts, credentials: chainCredentials(open) };
}

/** Has the time stand still; gives what lets milliseconds pass. */
function stopTime(): (milliseconds: number) => void {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  return (milliseconds) => void vi.advanceTimersByTime(milliseconds);
}

test('many who ask at once are answered by one flight', async () => {
  const { counts, credentials } = answering(key);
  const answers = await Promise.all(Array.from({ length: 50 }, () => credentials()));
  expect(new Set(answers)).toEqual(new Set([key]));
  expect(counts).toEqual({ opened: 1, asked: 1 });
});

test('what is known is used again', async () => {
  const { counts, credentials } = answering(key);
  expect([await credentials(), await credentials()]).toEqual([key, key]);
  expect(counts).toEqual({ opened: 1, asked: 1 });
});

test('a failure fails all who wait for it and the next who ask, says nothing of its cause, and is asked again later', async () => {
  const pass = stopTime();
  const { counts, credentials } = answering(
    new Error('cannot parse ~/.alibabacloud: access_key_secret = hunter2'),
    key,
  );
  const waiting = await Promise.allSettled([credentials(), credentials()]);
  const message = 'The credential chain gave no credentials.';
  expect(waiting).toMatchObject([{ reason: { message } }, { reason: { message } }]);
  const reasons = waiting.map((each) => (each.status === 'rejected' ? each.reason : null) as Error);
  expect(reasons.map(({ cause, stack }) => `${String(cause)} ${stack}`).join()).not.toContain('hunter2');
  await expect(credentials()).rejects.toThrow(message);
  expect(counts).toEqual({ opened: 1, asked: 1 });
  pass(5_001);
  expect(await credentials()).toEqual(key);
  expect(counts).toEqual({ opened: 2, asked: 2 });
});

test.for([{}, { accessKeyId: 'LTAIid' }, { accessKeySecret: 'hunter2' }, { accessKeyId: '', accessKeySecret: '' }])(
  'half a key is none: %j',
  async (answer) => {
    await expect(answering(answer).credentials()).rejects.toThrow('The credential chain gave no credentials.');
  },
);

test('an empty token is none', async () => {
  const { credentials } = answering({ ...key, securityToken: '' });
  expect(await credentials()).toEqual({ ...key, securityToken: undefined });
});

test('a chain that cannot be opened is opened again', async () => {
  const pass = stopTime();
  let opened = 0;
  const credentials = chainCredentials(() => Promise.reject(new Error(`hunter2 ${(opened += 1)}`)));
  await expect(credentials()).rejects.toThrow(/^The credential chain gave no credentials\.$/);
  pass(5_001);
  await expect(credentials()).rejects.toThrow(/^The credential chain gave no credentials\.$/);
  expect(opened).toBe(2);
});

test('keys of the configuration are given as they are', async () => {
  expect(await credentialsOf(key)()).toEqual(key);
});

test('sources with the same chain, profile or role have one provider, and others have another', () => {
  const file = fileOf(`
accounts:
  a1: { chain: default }
  a2: { chain: default }
  p1: { chain: default, profile: one }
  p2: { chain: default, profile: two }
  r1: { accessKeyId: LTAI1, accessKeySecret: s, assumeRole: { roleArn: "acs:ram::1:role/one" } }
  r2: { accessKeyId: LTAI1, accessKeySecret: s, assumeRole: { roleArn: "acs:ram::1:role/two" } }
  r3: { accessKeyId: LTAI1, accessKeySecret: s, assumeRole: { roleArn: "acs:ram::1:role/two" } }
sources:
  - { provider: ALIYUN_ECS, key: "{account}-{region}", accounts: [ a1, a2, p1, p2, r1, r2, r3 ], regions: [ cn-hangzhou, cn-beijing ] }`);
  const shared = new SharedCredentials();
  const providers = (loadConfig({}, file).sources ?? []).map(({ credentials }) => shared.of(credentials));
  const numbers = providers.map((provider) => [...new Set(providers)].indexOf(provider));
  expect(numbers).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4]);
});
