import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { startSandbox } from '#src/sandbox/index.ts';
import { expect, test } from 'vitest';

const run = (port: string) =>
  spawn(process.execPath, ['src/sandbox/main.ts'], { env: { ...process.env, SANDBOX_PORT: port } });

test.for(['SIGTERM', 'SIGINT'] as const)('prints its address and stops on %s', async (signal) => {
  const sandbox = run('0');
  const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString()) ?? [];
  expect((await fetch(`${url}/__sandbox/calls`)).status).toBe(200);
  sandbox.kill(signal);
  expect(await once(sandbox, 'exit')).toEqual([0, null]);
});

test('a port that is taken is one line and exit code 1', async () => {
  const { url, close } = await startSandbox();
  const sandbox = run(new URL(url).port);
  const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, 'exit')]);
  await close();
  expect(code).toBe(1);
  expect(said).toMatch(/^The sandbox cannot listen on port \d+: .*EADDRINUSE.*\n$/);
});
