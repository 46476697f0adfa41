import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { configOfWorker, readRole } from '#src/start/worker.ts';
import { fileOf } from '#test/config/config-file.ts';

const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
const text = (credentials: string, more = '') => `
server: { processes: 2 }
sources: [ { key: dns, provider: ALIYUN_DNS, credentials: ${credentials} } ]
hooks: [ { url: "https://hooks.example.com", secret: "${secret}", on: [ FAILED ] } ]
hooksFolder: messages
${more}`;
const config = (credentials = '{ accessKeyId: a, accessKeySecret: b }', more = '') =>
  loadConfig({}, fileOf(text(credentials, more)));

test.for([
  { number: 1, hooks: 1 },
  { number: 2, hooks: 0 },
  { number: 3, hooks: 0 },
])('process $number shares the port, and has $hooks hooks', ({ number, hooks }) => {
  const { server, ...others } = configOfWorker(config(), { number, cursorKey: 'k' });
  expect(server.reusePort).toBe(true);
  expect([others.hooks.length, others.hooksFolder === undefined]).toEqual([hooks, hooks === 0]);
});

test.for([
  { credentials: '{ chain: default }', more: '', keys: ['of all'] },
  { credentials: '{ chain: default }', more: 'cursors: { keys: [ 0123456789abcdef ] }', keys: ['0123456789abcdef'] },
  { credentials: '{ accessKeyId: a, accessKeySecret: b }', more: '', keys: [] },
])('with $credentials $more the keys of cursors are $keys', ({ credentials, more, keys }) => {
  const quoted = more.replace('0123456789abcdef', '"0123456789abcdef"');
  const role = { number: 2, cursorKey: 'of all' };
  expect(configOfWorker(config(credentials, quoted), role).cursors.keys).toEqual(keys);
});

test('a role is what another process has given, whole', () => {
  expect(readRole({ TASKLINE_PROCESS: '2', TASKLINE_PROCESS_KEY: 'k' })).toEqual({ number: 2, cursorKey: 'k' });
  for (const environment of [{}, { TASKLINE_PROCESS: '2' }, { TASKLINE_PROCESS_KEY: 'k' }])
    expect(readRole(environment)).toBe(null);
});
