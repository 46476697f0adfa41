import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { hasPromtool } from './promtool-program.ts';

const run = promisify(execFile);

const line = 'The tests of metrics by promtool are left out: it is not installed.';

/** What vitest says of the tests by promtool, where programs are looked for in these folders alone. */
async function sayings(folders: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'test/metrics/promtool.test.ts', '-t', 'alert rules'],
    { env: { ...bareEnvironment(), PATH: folders.join(delimiter), NO_COLOR: '1' } },
  );
  return stdout.split('\n');
}

test('where promtool is not installed one line says so, and no test fails', async () => {
  const said = await sayings([import.meta.dirname]);
  expect(said.filter((text) => text === line)).toHaveLength(1);
  expect(said.find((text) => text.includes('Tests'))).toMatch(/\d+ skipped/);
});

test.skipIf(!hasPromtool)('where it is installed nothing is said of it', async () => {
  const said = await sayings((process.env['PATH'] ?? '').split(delimiter));
  expect(said).not.toContain(line);
  expect(said.find((text) => text.includes('Tests'))).toContain('1 passed');
});
