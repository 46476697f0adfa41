import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

test('a gateway that was started at a terminal ends when that is closed, and does not wait to be reloaded', async () => {
  // `script` gives it a terminal, which goes with `script`.
  const terminal = spawn('script', ['-qec', `'${process.execPath}' '${main}'`, '/dev/null'], {
    env: { ...bareEnvironment(), PORT: '0', SHELL: '/bin/sh' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void terminal.kill('SIGKILL'));
  let shown = '';
  terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const urlShown = () => /http:\/\/127\.0\.0\.1:\d+(?=\/graphql)/.exec(shown)?.[0];
  await expect.poll(urlShown, { timeout: 60_000 }).toBeDefined();
  const isAlive = () =>
    fetch(`${urlShown()}/health`).then(
      () => true,
      () => false,
    );
  expect(await isAlive()).toBe(true);
  terminal.kill('SIGKILL');
  await expect.poll(isAlive).toBe(false);
});
