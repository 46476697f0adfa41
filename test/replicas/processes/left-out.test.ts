import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { hasPromtool } from '#test/metrics/promtool-program.ts';
import { leftOutOfMetrics } from '#test/metrics/say-what-is-left-out.ts';
import { leftOutOfReplicas } from '#test/replicas/say-what-is-left-out.ts';
import { storeProgram } from '#test/replicas/store-program.ts';

const run = promisify(execFile);
const vitest = 'node_modules/vitest/vitest.mjs';

/** What vitest says of a test by promtool and one of the store, where programs are looked for in these folders alone. */
async function sayings(folders: readonly string[]): Promise<readonly string[]> {
  const files = ['test/metrics/promtool.process.test.ts', 'test/replicas/bad-store.process.test.ts'];
  const { stdout } = await run(
    process.execPath,
    [vitest, 'run', '--config', 'vitest.processes.config.ts', ...files, '-t', 'alert rules|a wrong password'],
    { env: { ...bareEnvironment(), PATH: folders.join(delimiter), NO_COLOR: '1' } },
  );
  return stdout.split('\n').map((text) => `${text}\n`);
}

const lines = [leftOutOfMetrics(import.meta.dirname), leftOutOfReplicas(import.meta.dirname)];

test('where programs are not installed a line each says which tests are left out, and none fails', async () => {
  const said = await sayings([import.meta.dirname]);
  for (const line of lines) expect(said.filter((text) => text === line)).toHaveLength(1);
  expect(said.find((text) => text.includes('Tests'))).toMatch(/\s\d+ skipped \(\d+\)\n$/);
});

test.skipIf(!hasPromtool || !storeProgram)('where they are installed nothing is said of them', async () => {
  const said = await sayings((process.env['PATH'] ?? '').split(delimiter));
  for (const line of lines) expect(said).not.toContain(line);
  expect(said.find((text) => text.includes('Tests'))).toContain('2 passed');
});
