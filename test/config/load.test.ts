import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from 'yaml';
import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf } from './config-file.ts';

const sample = new URL('../fixtures/taskline.yaml', import.meta.url);
const environment = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIsample',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret of Alibaba',
  HUAWEICLOUD_SDK_AK: 'AKsample',
  HUAWEICLOUD_SDK_SK: 'secret of Huawei',
};
const minimal = (credentials: string): string =>
  `sources: [ { key: dns, provider: ALIYUN_DNS, credentials: ${credentials} } ]`;
const oneKey = minimal('{ accessKeyId: a, accessKeySecret: b }');

test('reads a source of each provider, with what the environment holds', () => {
  const { sources } = loadConfig(environment, sample.pathname);
  const alibaba = { accessKeyId: 'LTAIsample', accessKeySecret: 'secret of Alibaba' };
  expect(sources).toEqual([
    { key: 'ecs-hangzhou', provider: 'ALIYUN_ECS', region: 'cn-hangzhou', credentials: alibaba },
    { key: 'media', provider: 'ALIYUN_IMM', region: 'cn-hangzhou', project: 'test-project', credentials: alibaba },
    { key: 'dns', provider: 'ALIYUN_DNS', credentials: { chain: 'default' } },
    {
      key: 'polardb',
      provider: 'ALIYUN_POLARDB',
      region: 'cn-hangzhou',
      limits: { attemptMs: 2000 },
      credentials: alibaba,
    },
    {
      key: 'huawei-dns',
      provider: 'HUAWEI_DNS',
      region: 'ap-southeast-3',
      projectId: '0123456789abcdef0123456789abcdef',
      endpoint: 'https://dns.ap-southeast-3.myhuaweicloud.com',
      credentials: { accessKeyId: 'AKsample', accessKeySecret: 'secret of Huawei' },
    },
  ]);
});

test('runs without a file, over the sandbox', () => {
  expect(loadConfig({})).toMatchObject({
    sources: null,
    server: { host: '127.0.0.1', port: 4000 },
    graphiql: true,
    board: true,
    introspection: true,
    production: false,
  });
});

test.for([
  { environment: {}, server: { host: '127.0.0.2', port: 4001 } },
  { environment: { HOST: '::1' }, server: { host: '::1', port: 4001 } },
  { environment: { HOST: '[::1]' }, server: { host: '::1', port: 4001 } },
  { environment: { PORT: '0' }, server: { host: '127.0.0.2', port: 0 } },
  { environment: { HOST: '', PORT: '' }, server: { host: '127.0.0.2', port: 4001 } },
])('listens by $environment at $server', ({ environment: given, server }) => {
  const file = fileOf(`server: { host: 127.0.0.2, port: 4001 }\n${oneKey}`);
  expect(loadConfig(given, file).server).toEqual({ ...loadConfig({}).server, ...server });
});

test('a PORT that is none is a fault', () => {
  expect(faultsOf(oneKey, { PORT: 'http' })).toEqual(['PORT: must be a whole number from 0 to 65535']);
});

test.for(['[::1]', '::1', 'localhost', '127.0.0.1'])('the file may say that it listens on %s', (host) => {
  const file = fileOf(`server: { host: "${host}" }\n${oneKey}`);
  expect(loadConfig({}, file).server.host).toBe(host.replaceAll(/[[\]]/g, ''));
});

// The first is what conda sets, by the compiler's name of the machine.
test.for(['x86_64-conda-linux-gnu', 'my_host', 'a b', '-a', 'http://a', '[localhost', '[localhost]', 'a..b'])(
  'a HOST that is none, %s, is a fault of HOST, with a file and without, with authentication and without',
  (HOST) => {
    const sha256 = '0'.repeat(64);
    const withKeys = `${oneKey}\nauth: { mode: apiKeys, apiKeys: [ { name: a, sha256: "${sha256}", sources: [ dns ] } ] }`;
    const line = `HOST: the environment's ${HOST} is no host name or IP address: some shells (conda's) set HOST; unset it`;
    expect(faultsOf(oneKey, { HOST })).toEqual([line]);
    expect(faultsOf(withKeys, { HOST })).toEqual([line]);
    expect(() => loadConfig({ HOST })).toThrow(new ConfigError([line]));
    expect(faultsOf(`server: { host: "${HOST}" }\n${withKeys}`)).toEqual([
      'server.host: must be a host name or an IP address',
    ]);
  },
);

test('a HOST is told in one line of ASCII', () => {
  const line = /^HOST: the environment's a\?\?\[31mb is no host name or IP address: /;
  expect(faultsOf(oneKey, { HOST: 'a\n\u001b[31mb' })).toEqual([expect.stringMatching(line)]);
});

const openHosts = ['aarch64-conda-linux-gnu', '127.0.0.256', '127.1', '0x7f.1'];

test.for(openHosts)('a HOST that could be a host, but of which nothing keeps others out, is named: %s', (HOST) => {
  const line = `auth.mode: none is for this machine alone, and the server listens on ${HOST} (HOST in the environment)`;
  expect(faultsOf(oneKey, { HOST })).toEqual([line]);
  expect(() => loadConfig({ HOST })).toThrow(new ConfigError([line]));
});

test('TASKLINE_CONFIG names the file, unless the command does', () => {
  const TASKLINE_CONFIG = fileOf(oneKey);
  expect(loadConfig({ TASKLINE_CONFIG }).sources).toMatchObject([{ key: 'dns' }]);
  expect(loadConfig({ TASKLINE_CONFIG }, fileOf(oneKey.replace('key: dns', 'key: other'))).sources).toMatchObject([
    { key: 'other' },
  ]);
  expect(loadConfig({ TASKLINE_CONFIG: '' }).sources).toBeNull();
});

test('reads JSON as well', () => {
  const file = fileOf(JSON.stringify(parse(oneKey), null, 2), 'taskline.json');
  expect(loadConfig({}, file).sources).toEqual(loadConfig({}, fileOf(oneKey)).sources);
});

test.for([
  { secret: '${NAME}', found: 'value' },
  { secret: '${UNSET:-default}', found: 'default' },
  { secret: '${NAME:-default}', found: 'value' },
  { secret: '${EMPTY:-default}', found: 'default' },
  { secret: 'a-${NAME}-${NAME}', found: 'a-value-value' },
  { secret: 'a$$b$$$$', found: 'a$b$$' },
  { secret: '$${NAME}$$NAME', found: '${NAME}$NAME' },
  { secret: '$$${NAME}', found: '$value' },
  { secret: '${UNSET:-a$$b}', found: 'a$b' },
  { secret: '${DOLLARS}', found: '$A ${B} $$' },
  { secret: '${YAML}', found: 'x }, evil: [ "1" ]' },
])('reads $secret as $found', ({ secret, found }) => {
  const file = fileOf(minimal(`{ accessKeyId: a, accessKeySecret: '${secret}' }`));
  const environmentOfOurs = { NAME: 'value', EMPTY: '', DOLLARS: '$A ${B} $$', YAML: 'x }, evil: [ "1" ]' };
  const { sources } = loadConfig(environmentOfOurs, file);
  expect(sources?.[0]?.credentials).toEqual({ accessKeyId: 'a', accessKeySecret: found });
});

test('references need no quotes, in braces and in brackets', () => {
  const file = fileOf(
    'sources: [ { key: dns, provider: ${P}, credentials: { accessKeyId: ${ID}, accessKeySecret: ${S:-a, b: c} } } ]',
  );
  const { sources } = loadConfig({ P: 'ALIYUN_DNS', ID: 'id' }, file);
  expect(sources).toMatchObject([
    { provider: 'ALIYUN_DNS', credentials: { accessKeyId: 'id', accessKeySecret: 'a, b: c' } },
  ]);
});

test('an empty security token is none', () => {
  const file = fileOf(minimal("{ accessKeyId: a, accessKeySecret: b, securityToken: '${TOKEN:-}' }"));
  const tokenOf = (TOKEN?: string) => loadConfig({ TOKEN }, file).sources?.[0]?.credentials;
  expect(tokenOf()).toEqual({ accessKeyId: 'a', accessKeySecret: 'b' });
  expect(tokenOf('token')).toEqual({ accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'token' });
});

test('numbers and switches may come of the environment', () => {
  const file = fileOf(`server: { port: '\${PORT_OF_OURS}' }\ngraphiql: '\${GRAPHIQL:-false}'\n${oneKey}`);
  expect(loadConfig({ PORT_OF_OURS: '4711' }, file)).toMatchObject({ server: { port: 4711 }, graphiql: false });
});

const editorSchema = (): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(
      readFileSync(new URL('../../taskline.schema.json', import.meta.url), 'utf8'),
    ) as z.core.JSONSchema.JSONSchema,
  );

test("editors' schema takes the sample, and what stands for the environment's values", () => {
  const text = readFileSync(sample, 'utf8');
  expect(editorSchema().safeParse(parse(text)).error).toBeUndefined();
});

test.for(['sources: []', 'server: { port: 1 }', `${oneKey}\nsuorces: 1`, oneKey.replace('ALIYUN_DNS', 'AWS')])(
  "editors' schema refuses %s",
  (text) => {
    expect(editorSchema().safeParse(parse(text)).success).toBe(false);
  },
);
