import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '#src/config/load.ts';
import { createLogger } from '#src/platform/log.ts';
import { loadWithFiles, Reloading } from '#src/start/reload.ts';
import type { Taskline } from '#src/start/taskline.ts';
import { sha256 } from '#test/access/tenants.ts';
import { fileOf } from '#test/config/config-file.ts';

/** Between two looks at the files, in milliseconds: nobody writes slowly here. */
const lookEveryMs = 20;

/** This process is the only one. */
const asLoaded = (config: Config): Config => config;

const secretText = 'hunter2-of-twenty-letters';
const textOf = (secret: string, more = '') =>
  `sources: [ { key: dns, provider: ALIYUN_DNS, endpoint: "http://127.0.0.1:9", credentials: { accessKeyId: id, accessKeySecret: ${secret} } } ]\n${more}\n`;

/** A configuration with what is in the place of the gateway: all that it is handed, and what is counted and logged. */
function startReloading(text: string, prepare: (folder: string) => void = () => undefined) {
  const file = fileOf(text);
  const folder = dirname(file);
  prepare(folder);
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const logger = createLogger({ level: 'info', pretty: false, destination });
  const put: Config[] = [];
  const outcomes: string[] = [];
  const level = { configured: '', configure: (wanted: string) => void (level.configured = wanted) };
  const first = loadWithFiles({}, file, asLoaded);
  const reloading = new Reloading({ environment: {}, file, first, asProcess: asLoaded, logger, level, lookEveryMs });
  onTestFinished(() => reloading.stop());
  const taskline = {
    reloads: (outcome: string) => void outcomes.push(outcome),
    reload: async (config: Config) => {
      put.push(config);
      await sleep(20);
      return { standing: 3, ended: 1 };
    },
  };
  const begin = () => reloading.begin(taskline as unknown as Taskline);
  const secrets = () =>
    put.map(({ sources }) => {
      const credentials = sources?.[0]?.credentials;
      return credentials && 'accessKeySecret' in credentials ? credentials.accessKeySecret : null;
    });
  return { file, folder, reloading, begin, put, outcomes, secrets, level, lines, text: () => JSON.stringify(lines) };
}

const refused = 'The configuration was not reloaded: the one before goes on.';

test('a faulty file is refused, each fault in a line, and counted; the next good one is put in place', async () => {
  const { file, begin, reloading, put, outcomes, lines, text, level } = startReloading(textOf(secretText));
  begin();
  writeFileSync(file, `${textOf(secretText)}log: { level: loud }\ncors: { origins: 7 }\nlimits: { depth: -1 }\n`);
  await reloading.request('SIGHUP');
  expect([put, outcomes]).toEqual([[], ['REFUSED']]);
  const faults = lines.filter(({ msg }) => msg === 'The configuration is faulty.').map(({ fault }) => String(fault));
  expect(faults.map((fault) => fault.match(/log\.level|cors\.origins|limits\.depth/)?.[0] ?? '').toSorted()).toEqual([
    'cors.origins',
    'limits.depth',
    'log.level',
  ]);
  expect(lines.at(-1)).toMatchObject({ level: 'error', reason: 'SIGHUP', msg: refused });
  expect(text()).not.toContain(secretText);
  writeFileSync(file, textOf(secretText, 'log: { level: warn }\nserver: { drainMs: 7, port: 1234 }'));
  await reloading.request('SIGHUP');
  expect([put.length, put[0]?.server.drainMs, level.configured, outcomes]).toEqual([1, 7, 'warn', ['REFUSED', 'OK']]);
  expect(lines.filter(({ setting }) => setting !== undefined)).toMatchObject([{ setting: 'server.port' }]);
  expect(lines.at(-1)).toMatchObject({ sources: 1, streams: 2, ended: 1, reason: 'SIGHUP' });
});

const apiKeys = `auth: { mode: apiKeys, apiKeys: [ { name: me, sha256: "${sha256('me')}", sources: [ dns ] } ] }`;

test('a process that others reach goes on asking for keys, whatever host a file without keys names for the next start', async () => {
  const { file, begin, reloading, put, outcomes, lines } = startReloading(
    textOf(secretText, `server: { host: 0.0.0.0 }\n${apiKeys}`),
  );
  begin();
  writeFileSync(file, textOf(secretText, 'server: { host: 127.0.0.1 }\nauth: { mode: none }'));
  await reloading.request('SIGHUP');
  expect([put, outcomes]).toEqual([[], ['REFUSED']]);
  expect(lines).toContainEqual(
    expect.objectContaining({
      fault: 'auth.mode: none is for this machine alone, and the server listens on 0.0.0.0 until its next start',
    }),
  );
  writeFileSync(file, textOf(secretText, `server: { host: 127.0.0.1 }\n${apiKeys}`));
  await reloading.request('SIGHUP');
  expect([put.length, outcomes]).toEqual([1, ['REFUSED', 'OK']]);
});

test.for<{ what: string; change: (file: string, folder: string) => void }>([
  { what: 'is written over', change: (file) => writeFileSync(file, textOf('another')) },
  {
    what: 'is replaced',
    change(file) {
      writeFileSync(`${file}.new`, textOf('another'));
      renameSync(`${file}.new`, file);
    },
  },
  { what: 'has another secret', change: (_file, folder) => writeFileSync(join(folder, 'secret'), 'another') },
])('a file that $what is read anew once it has settled', async ({ change }) => {
  const { file, folder, begin, secrets } = startReloading(textOf('${file:secret}'), (beside) =>
    writeFileSync(join(beside, 'secret'), secretText),
  );
  begin();
  change(file, folder);
  await expect.poll(secrets).toEqual(['another']);
});

/** A version of the files as Kubernetes lays it out, which is the current one from then on. */
const version = (folder: string, name: string, secret: string, document: string) => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'secret'), secret);
  writeFileSync(join(folder, name, 'documents.json'), JSON.stringify({ [sha256(document)]: document }));
  symlinkSync(name, join(folder, `${name}.link`));
  renameSync(join(folder, `${name}.link`), join(folder, '..data'));
};

test('Kubernetes swaps a symbolic link over the configuration, its secrets and its documents at once', async () => {
  const started = startReloading(textOf('${file:secret}', 'documents: { manifest: documents.json }'), (folder) => {
    version(folder, '..1', secretText, '{ __typename }');
    for (const name of ['secret', 'documents.json']) symlinkSync(`..data/${name}`, join(folder, name));
  });
  started.begin();
  version(started.folder, '..2', 'another', '{ sources { key } }');
  rmSync(join(started.folder, '..1'), { recursive: true });
  await expect.poll(started.secrets).toEqual(['another']);
  expect([...(started.put[0]?.documents?.manifest.values() ?? [])]).toEqual(['{ sources { key } }']);
});

test.for<{ what: string; text?: string; name: string; good: string }>([
  { what: 'the secret', name: 'secret', good: 'another' },
  {
    what: 'the manifest',
    name: 'documents.json',
    good: JSON.stringify({ [sha256('{ __typename }')]: '{ __typename }' }),
  },
  { what: 'the configuration', name: 'taskline.yaml', good: textOf('another') },
])('$what that is removed is refused, and is read once it is there again', async ({ name, good }) => {
  const { folder, begin, put, outcomes, reloading } = startReloading(
    textOf('${file:secret}', 'documents: { manifest: documents.json }'),
    (beside) => {
      writeFileSync(join(beside, 'secret'), secretText);
      writeFileSync(join(beside, 'documents.json'), '{}');
    },
  );
  begin();
  rmSync(join(folder, name));
  await reloading.request('SIGHUP');
  expect([put, outcomes]).toEqual([[], ['REFUSED']]);
  writeFileSync(join(folder, name), good);
  await expect.poll(() => put).toHaveLength(1);
});

test('a file that a faulty configuration names first is waited for', async () => {
  const { file, folder, begin, secrets, outcomes, reloading } = startReloading(textOf(secretText));
  begin();
  writeFileSync(file, textOf('${file:new-secret}'));
  await reloading.request('SIGHUP');
  expect(outcomes).toEqual(['REFUSED']);
  writeFileSync(join(folder, 'new-secret'), 'another');
  await expect.poll(secrets).toEqual(['another']);
});

test('what changes or is asked for while the gateway starts is read once it has', async () => {
  const { file, begin, reloading, secrets, put } = startReloading(textOf(secretText));
  writeFileSync(file, textOf('another'));
  const asked = reloading.request('SIGHUP');
  await sleep(50);
  expect(put).toEqual([]);
  begin();
  await asked;
  expect(secrets()).toEqual(['another']);
});

test('what changes between the reading and the start of the watch is not missed', async () => {
  const file = fileOf(textOf(secretText));
  const first = loadWithFiles({}, file, asLoaded);
  writeFileSync(file, textOf('another'));
  const logger = createLogger({ level: 'silent', pretty: false });
  const put: Config[] = [];
  const level = { configure: () => undefined };
  const reloading = new Reloading({ environment: {}, file, first, asProcess: asLoaded, logger, level, lookEveryMs });
  onTestFinished(() => reloading.stop());
  const reload = async (config: Config) => ({ standing: put.push(config), ended: 0 });
  reloading.begin({ reload } as unknown as Taskline);
  await expect.poll(() => put).toHaveLength(1);
});

test.for([
  { cursors: '', secret: 'another', isWarned: true },
  { cursors: '', secret: secretText, isWarned: false },
  { cursors: 'cursors: { keys: [a-key-of-sixteen-letters] }', secret: 'another', isWarned: false },
])('of replicas that would not share any more is warned: $isWarned', async ({ cursors, secret, isWarned }) => {
  const more = `${cursors}\nshared: { url: "redis://127.0.0.1:9" }`;
  const { file, begin, reloading, text } = startReloading(textOf(secretText, more));
  begin();
  writeFileSync(file, textOf(secret, `${more}\nexplain: true`));
  await reloading.request('SIGHUP');
  expect(text().includes('Replicas go on marking')).toBe(isWarned);
});

test('many that ask at once have one reload, or two', async () => {
  const { begin, reloading, put } = startReloading(textOf(secretText));
  begin();
  await Promise.all(Array.from({ length: 50 }, () => reloading.request('SIGHUP')));
  expect(put.length).toBeLessThanOrEqual(2);
  await reloading.request('SIGHUP');
  expect(put.length).toBeLessThanOrEqual(3);
});

test('once it stops nothing is read, by whatever it is asked', async () => {
  const { file, begin, reloading, put, lines } = startReloading(textOf(secretText));
  begin();
  const underWay = reloading.request('SIGHUP');
  await sleep(0);
  const waiting = reloading.request('SIGHUP');
  reloading.stop();
  writeFileSync(file, textOf('another'));
  await Promise.all([underWay, waiting, reloading.request('SIGHUP')]);
  expect(put.length).toBeLessThanOrEqual(1);
  expect(lines.at(-1)).toMatchObject({ level: 'warn', msg: expect.stringContaining('the gateway stops') });
  await sleep(10 * lookEveryMs);
  expect(put.length).toBeLessThanOrEqual(1);
});
