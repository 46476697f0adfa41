import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { readManifest } from '#src/documents/manifest.ts';

const trusted = 'query Keys { sources { key } }';

test('npm run documents writes what the gateway reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'keys.graphql'), trusted);
  const out = join(folder, 'documents.json');
  const run = promisify(execFile);
  await run(process.execPath, ['scripts/documents.ts', '--out', out, join(folder, '*.graphql')]);
  expect([...readManifest(out).values()]).toEqual(['query Keys {\n  sources {\n    key\n  }\n}']);
  const failed = run(process.execPath, ['scripts/documents.ts', '--out', out, join(folder, 'none', '*.graphql')]);
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^documents: no file is like /),
  });
});
