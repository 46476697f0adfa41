import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { fileOf, placedFaultsOf, withoutPlace } from './config-file.ts';

const textWith = (reference: string): string =>
  `sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: id, accessKeySecret: ${reference} } } ]`;

/** A configuration with a file `secret` beside it, or none. */
function configured(reference: string, secret: string | Uint8Array | null): string {
  const file = fileOf(textWith(reference));
  if (secret !== null) writeFileSync(join(dirname(file), 'secret'), secret);
  return file;
}

test.for([
  { secret: 'hunter2', found: 'hunter2' },
  { secret: 'hunter2\n', found: 'hunter2' },
  { secret: 'hunter2\r\n', found: 'hunter2' },
  { secret: 'a $HOME ${UNSET} # b: c', found: 'a $HOME ${UNSET} # b: c' },
])('a file of $secret is $found', ({ secret, found }) => {
  const { sources } = loadConfig({}, configured('${file:secret}', secret));
  expect(sources?.[0]?.credentials).toEqual({ accessKeyId: 'id', accessKeySecret: found });
});

test('a path may be absolute, stand in a text, and be that of an account', () => {
  const file = fileOf('');
  const folder = join(dirname(file), 'run', 'secrets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ak'), 'hunter2\n');
  writeFileSync(
    file,
    `accounts: { prod: { accessKeyId: "id-\${file:${folder}/ak}", accessKeySecret: \${file:${folder}/ak} } }
sources: [ { key: dns, provider: ALIYUN_DNS, account: prod } ]`,
  );
  expect(loadConfig({}, file).sources?.[0]?.credentials).toEqual({
    accessKeyId: 'id-hunter2',
    accessKeySecret: 'hunter2',
  });
});

test('the variable with the name file may have a default', () => {
  const { sources } = loadConfig({}, configured('${file:-hunter2}', null));
  expect(sources?.[0]?.credentials).toMatchObject({ accessKeySecret: 'hunter2' });
});

const unseen = expect.stringMatching(/^sources\[0\]\.credentials\.accessKeySecret: must not begin or end with a blank/);

test.for([
  { what: 'that is absent', secret: null, fault: 'cannot be read (ENOENT)' },
  { what: 'that is empty', secret: '', fault: 'is empty' },
  { what: 'of a line end', secret: '\n', fault: 'is empty' },
  { what: 'that is too long', secret: 'hunter2'.repeat(10_000), fault: 'is larger than 65536 bytes' },
  { what: 'that is no text', secret: Buffer.from('hünter2', 'latin1'), fault: 'is not UTF-8' },
  { what: 'of two lines', secret: 'hunter2\nhunter2\n', fault: null },
  { what: 'with a second line end', secret: 'hunter2\n\n', fault: null },
])('a file $what is refused by the paths of the setting and of the file', ({ secret, fault }) => {
  const lines = placedFaultsOf(configured('${file:secret}', secret));
  const told = `sources[0].credentials.accessKeySecret: the file secret ${fault}`;
  expect(lines.map(withoutPlace)).toEqual([fault === null ? unseen : told]);
  expect(lines.join('')).not.toMatch(/h.nter2/);
});

test('a folder is none', () => {
  expect(placedFaultsOf(configured('${file:.}', null)).map(withoutPlace)).toEqual([
    'sources[0].credentials.accessKeySecret: the file . cannot be read (EISDIR)',
  ]);
});
