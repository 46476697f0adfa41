import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = new URL('../', import.meta.url).pathname;

/** Runs the generator in a folder: its exit code and its complaints. */
const generate = (folder: string, ...commandLine: string[]) =>
  new Promise<{ code: unknown; complaints: string }>((resolve) => {
    const script = join(root, 'scripts/generate.ts');
    execFile(process.execPath, [script, ...commandLine], { cwd: folder }, (error, _output, complaints) =>
      resolve({ code: error?.code ?? 0, complaints }),
    );
  });

const stale = (name: string): string => `${name} is stale: run npm run generate\n`;

test('the check fails for files that are missing or stale, and for no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(await generate(folder)).toEqual({ code: 0, complaints: '' });
  expect(await generate(folder, '--check')).toEqual({ code: 0, complaints: '' });
  appendFileSync(join(folder, 'schema.graphql'), '\n');
  for (const name of ['taskline.schema.json', 'docs/errors.md']) rmSync(join(folder, name));
  const complaints = stale('schema.graphql') + stale('taskline.schema.json') + stale('docs/errors.md');
  expect(await generate(folder, '--check')).toEqual({ code: 1, complaints });
});
