import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { certificateOf } from '#test/certificates.ts';
import { placedFaultsOf } from './config-file.ts';

const [first, second, expired] = [certificateOf('first'), certificateOf('second'), certificateOf('expired')];
const sources =
  'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } } ]\n';

/** A configuration with files beside it, for as long as the test runs. */
function configured({ cert, key }: { cert?: string; key?: string }, tls = '{ cert: tls/crt.pem, key: tls/key.pem }') {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'tls'));
  if (cert !== undefined) writeFileSync(join(folder, 'tls/crt.pem'), cert);
  if (key !== undefined) writeFileSync(join(folder, 'tls/key.pem'), key);
  const file = join(folder, 'taskline.yaml');
  writeFileSync(file, `${sources}server:\n  tls: ${tls}\n`);
  return { folder, file };
}

test('a certificate is read from files beside the configuration', () => {
  const { folder, file } = configured(first);
  const { certificate, server, warnings } = loadConfig({}, file);
  expect(certificate).toEqual(first);
  expect(server.tls).toEqual({ cert: join(folder, 'tls/crt.pem'), key: join(folder, 'tls/key.pem') });
  expect(warnings).toEqual([]);
});

test('without the setting there is none', () => {
  expect(loadConfig({}).certificate).toBe(null);
});

test.for([
  {
    files: {},
    faults: ['cert: the file tls/crt.pem cannot be read (ENOENT)', 'key: the file tls/key.pem cannot be read (ENOENT)'],
  },
  { files: { cert: first.cert }, faults: ['key: the file tls/key.pem cannot be read (ENOENT)'] },
  {
    files: { cert: 'x'.repeat(65_537), key: first.key },
    faults: ['cert: the file tls/crt.pem is larger than 65536 bytes'],
  },
  {
    files: { cert: 'no PEM', key: first.key },
    faults: ['cert: the file tls/crt.pem holds no certificate in PEM (BEGIN CERTIFICATE)'],
  },
  {
    files: { cert: first.cert, key: second.key },
    faults: ['key: the file tls/key.pem holds the private key of another certificate'],
  },
])('a fault names the setting and the file: $faults', ({ files, faults }) => {
  const { folder, file } = configured(files);
  const lines = placedFaultsOf(file).map((line) => line.replaceAll(`${folder}/`, ''));
  expect(lines).toEqual(faults.map((fault) => `taskline.yaml:3 server.tls.${fault}`));
});

test('one half alone is a fault of the other', () => {
  const { file } = configured(first, '{ cert: tls/crt.pem }');
  expect(placedFaultsOf(file)).toEqual([`${file}:3 server.tls.key: must be a text`]);
});

test('one that has expired is a warning', () => {
  const { folder, file } = configured(expired);
  const { warnings } = loadConfig({}, file);
  expect(warnings).toEqual([
    `${file}:3 server.tls.cert: the file ${folder}/tls/crt.pem holds a certificate that has expired on 2026-11-28`,
  ]);
});
