import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

const scripts = [
  { script: 'start', port: 'PORT', path: '/health' },
  { script: 'sandbox', port: 'SANDBOX_PORT', path: '/__sandbox/calls' },
];

/** Kills the whole group of a detached process that a failed test may have left. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

test.for(
  scripts.flatMap((script) => [
    { ...script, signal: 'SIGTERM' as const, toGroup: false },
    { ...script, signal: 'SIGINT' as const, toGroup: true },
  ]),
)('npm run $script ends in order on $signal (to the group: $toGroup)', async ({ script, port, path, ...sent }) => {
  const npm = spawn('npm', ['run', '--silent', script], { detached: true, env: { ...process.env, [port]: '0' } });
  const leader = npm.pid ?? 0;
  onTestFinished(() => killGroup(leader));
  const [line] = (await once(npm.stdout, 'data')) as [Buffer];
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString()) ?? [];
  expect((await fetch(`${url}${path}`)).status).toBe(200);
  process.kill(sent.toGroup ? -leader : leader, sent.signal);
  const [said, [code]] = await Promise.all([text(npm.stderr), once(npm, 'exit')]);
  expect({ code, said: said.replaceAll(/^npm warn .*\n/gm, '') }).toEqual({ code: 0, said: '' });
  await expect(fetch(`${url}${path}`)).rejects.toThrow('fetch failed');
});

test('a newcomer with an older Node is not warned: npm takes the log level of this project', async () => {
  const npm = spawn('npm', ['config', 'get', 'loglevel'], { env: { PATH: process.env['PATH'] } });
  const [said, [code]] = await Promise.all([text(npm.stdout), once(npm, 'exit')]);
  expect([code, said.trim()]).toEqual([0, 'error']);
});
