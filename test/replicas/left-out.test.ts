import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { storeProgram } from './store-program.ts';

const run = promisify(execFile);

const line = 'The tests of several replicas are left out: neither valkey-server nor redis-server is installed.';

/** What vitest says of the tests of the store, where programs are looked for in these folders alone. */
async function sayings(folders: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'test/replicas/store.test.ts', '-t', 'the right password'],
    { env: { ...bareEnvironment(), PATH: folders.join(delimiter), NO_COLOR: '1' } },
  );
  return stdout.split('\n');
}

test('where no store is installed one line says which tests are left out, and none fails', async () => {
  const said = await sayings([import.meta.dirname]);
  expect(said.filter((text) => text === line)).toHaveLength(1);
  expect(said.find((text) => text.includes('Tests'))).toMatch(/\d+ skipped/);
});

test.skipIf(!storeProgram)('where one is installed nothing is said of it', async () => {
  const said = await sayings((process.env['PATH'] ?? '').split(delimiter));
  expect(said).not.toContain(line);
  expect(said.find((text) => text.includes('Tests'))).toContain('1 passed');
});
