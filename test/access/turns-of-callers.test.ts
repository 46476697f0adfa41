import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { bearer, post, sha256 } from './tenants.ts';

const keys = { a: 'key-of-caller-a-0123456789', b: 'key-of-caller-b-0123456789' } as const;

type CallerName = keyof typeof keys;

const batchOf = ({ query }: ReceivedCall) => ({ Batch: { Id: query.get('Id'), State: 'Succeeded' } });

const imm = (key: string, endpoint: string, concurrency: number): SourceConfig => ({
  key,
  provider: 'ALIYUN_IMM',
  region: 'cn-hangzhou',
  project: 'p',
  endpoint,
  credentials: { accessKeyId: 'the-key-id', accessKeySecret: 'the-key-secret' },
  // No answer that is held back may time out.
  limits: { ...defaultSourceLimits, concurrency, attemptMs: 60_000 },
});

/** A gateway with two callers, over a source that answers no call until it is told to, and one that answers at once. */
async function startCallers() {
  const slow = await startFaultyUpstream({ answer: batchOf });
  const quick = await startFaultyUpstream({ answer: batchOf });
  const held: (() => void)[] = [];
  slow.spoil((response, answer) =>
    held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer)),
  );
  const apiKeys = Object.entries(keys).map(([name, key]) => ({ name, sha256: sha256(key), sources: ['*'] }));
  const { limits } = loadConfig({});
  const { url } = await startTestTaskline({
    sources: () => [imm('slow', slow.url, 2), imm('quick', quick.url, 20)],
    config: { auth: { mode: 'apiKeys', apiKeys }, limits: { ...limits, deadlineMs: 60_000 } },
  });

  /** Looks up tasks of the slow source, and comes back once the lookups wait: one at the quick source tells so. */
  async function lookUp(caller: CallerName, taskIds: readonly string[]) {
    const marker = `marker-of-${taskIds[0]}`;
    const ids = [...taskIds.map((id) => ['slow', id]), ['quick', marker]].map(([source = '', id = '']) =>
      taskGlobalId('ALIYUN_IMM', source, id),
    );
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on BatchTask { taskId } } }';
    const reply = post(url, { query, variables: { ids } }, bearer(keys[caller]));
    await expect.poll(() => quick.calls.map((call) => call.query.get('Id')), { interval: 5 }).toContain(marker);
    return { reply, expected: { nodes: [...taskIds, marker].map((taskId) => ({ taskId })) } };
  }

  return {
    lookUp,
    /** The ids that the slow source has been asked for, in their order. */
    asked: () => slow.calls.map((call) => call.query.get('Id')),
    release: () => {
      slow.heal();
      for (const answer of held) answer();
    },
  };
}

const many = (count: number, name: string): string[] => Array.from({ length: count }, (_, index) => `${name}-${index}`);

test.for<{ of: string; caller: CallerName }>([
  { of: 'another caller', caller: 'b' },
  { of: 'another request of the same caller', caller: 'a' },
])('200 lookups that wait at a slow source hold up one of $of by few', async ({ caller }) => {
  const { lookUp, asked, release } = await startCallers();
  const flood = await lookUp('a', many(200, 'flood'));
  const one = await lookUp(caller, ['one']);
  await expect.poll(asked).toEqual(['flood-0', 'flood-1']);
  release();
  for (const { reply, expected } of [flood, one]) {
    const { data, errors } = await reply;
    expect(errors).toBeUndefined();
    expect(data).toEqual(expected);
  }
  expect(asked()).toHaveLength(201);
  expect(asked().indexOf('one')).toBeGreaterThanOrEqual(2);
  expect(asked().indexOf('one')).toBeLessThanOrEqual(4);
});

test('the lookups of a caller with ten requests go out in turn with those of a caller with one', async () => {
  const { lookUp, asked, release } = await startCallers();
  const floods = [];
  for (const name of many(10, 'flood')) floods.push(await lookUp('a', many(20, name)));
  const few = await lookUp('b', many(10, 'few'));
  release();
  for (const { reply, expected } of [...floods, few]) expect((await reply).data).toEqual(expected);
  expect(asked()).toHaveLength(210);
  // Two of A's are under way; then one of each in turn.
  expect(asked().lastIndexOf('few-9')).toBeLessThanOrEqual(2 + 20 + 2);
});
