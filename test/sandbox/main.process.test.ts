import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { startSandbox } from '#src/sandbox/start.ts';
import { expect, test } from 'vitest';
import { captures } from '../signing/captures.ts';
import { huawei, tasksPath } from './call.ts';
import { replay } from './replay.ts';

const run = (port: string, environment: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, ['src/sandbox/main.ts'], { env: { ...process.env, SANDBOX_PORT: port, ...environment } });

async function urlOf({ stdout }: ReturnType<typeof run>): Promise<string> {
  const [line] = (await once(stdout, 'data')) as [Buffer];
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString()) ?? [];
  return url;
}

test('a port that is taken is one line and exit code 1', async () => {
  const { url, close } = await startSandbox();
  const sandbox = run(new URL(url).port);
  const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, 'exit')]);
  await close();
  expect(code).toBe(1);
  expect(said).toMatch(/^The sandbox cannot listen on port \d+: .*EADDRINUSE.*\n$/);
});

test('takes its keys and its clock from the environment, so that what was captured elsewhere verifies', async () => {
  const capture = captures.find(({ file }) => file.startsWith('ecs-11-sts'))!;
  const { accessKeyId, accessKeySecret, securityToken } = capture;
  const sandbox = run('0', {
    SANDBOX_KEYS: JSON.stringify([{ accessKeyId, accessKeySecret, securityToken }]),
    SANDBOX_CLOCK: capture.headers['x-acs-date'],
  });
  const answer = await replay(await urlOf(sandbox), capture);
  sandbox.kill();
  expect(answer.text).toContain('"TaskSet"');
});

test.for([
  { life: 'moving', date: '2026-11-22' },
  { life: 'still', date: '2026-06-01' },
])('SANDBOX_LIFE=$life: the newest task is of $date', async ({ life, date }) => {
  const now = '2026-11-22T00:18:57Z';
  const sandbox = run('0', { SANDBOX_CLOCK: now, SANDBOX_LIFE: life });
  const { body } = await huawei<{ tasks: { created_at: string }[] }>(
    await urlOf(sandbox),
    tasksPath,
    { limit: 1 },
    { now: new Date(now) },
  );
  sandbox.kill();
  expect(body.tasks[0]?.created_at).toMatch(new RegExp(`^${date}`));
});

test('each setting that is wrong is told in a line, and exit code 1', async () => {
  const sandbox = run('http', { SANDBOX_KEYS: 'hunter2' });
  const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, 'exit')]);
  expect(code).toBe(1);
  expect(said).toBe('SANDBOX_PORT: must be a port\nSANDBOX_KEYS: must be JSON\n');
});
