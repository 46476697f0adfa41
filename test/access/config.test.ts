import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load.ts';
import { withoutPlace } from '#test/config/config-file.ts';
import { sha256 } from './tenants.ts';

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
const sources = [
  { key: 'ecs-a', provider: 'ALIYUN_ECS', region: 'cn-hangzhou', credentials },
  { key: 'dns', provider: 'ALIYUN_DNS', credentials },
];
const key = { name: 'board', sha256: sha256('a'), sources: ['ecs-*', 'dns'] };
const apiKeys = (...keys: object[]) => ({ auth: { mode: 'apiKeys', apiKeys: keys } });
const jwt = (settings: object) => ({
  auth: { mode: 'jwt', jwt: { issuer: 'i', audience: 'a', jwksUrl: 'https://issuer.example/keys', ...settings } },
});
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const notHashed = "must be the 64 hex digits of the key's SHA-256";

/** The lines that the start ends with; none where it does not. */
function faultsOf(settings: object, environment: Record<string, string> = {}): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'bad.json'), '{"abc":"{ sources { key } }"}');
  writeFileSync(join(folder, 'text.json'), 'no JSON');
  writeFileSync(join(folder, 'good.json'), JSON.stringify({ [sha256('{a}')]: '{a}' }));
  const file = join(folder, 'taskline.yaml');
  writeFileSync(file, JSON.stringify({ sources, ...settings }));
  try {
    loadConfig(environment, file);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => withoutPlace(line).replaceAll(folder, '.'));
    throw error;
  }
}

test.for([
  {
    settings: apiKeys(key, { ...key, sha256: sha256('b') }),
    faults: ['auth.apiKeys[1].name: is that of auth.apiKeys[0] too'],
  },
  { settings: apiKeys(key, { ...key, name: 'b' }), faults: ['auth.apiKeys[1].sha256: is that of auth.apiKeys[0] too'] },
  { settings: apiKeys({ ...key, sha256: 'a'.repeat(63) }), faults: [`auth.apiKeys[0].sha256: ${notHashed}`] },
  {
    settings: apiKeys({ ...key, sha256: sha256('') }),
    faults: ['auth.apiKeys[0].sha256: is that of an empty text: the key was not there when it was hashed'],
  },
  { settings: apiKeys({ ...key, sha256: 'the key itself' }), faults: [`auth.apiKeys[0].sha256: ${notHashed}`] },
  {
    settings: apiKeys({ ...key, sources: ['dns', 'huawei'] }),
    faults: ['auth.apiKeys[0].sources[1]: no source has this key'],
  },
  { settings: apiKeys({ ...key, sources: ['imm-*'] }), faults: ['auth.apiKeys[0].sources[0]: no source has this key'] },
  { settings: apiKeys({ ...key, sources: [] }), faults: ['auth.apiKeys[0].sources: must name one source at least'] },
  { settings: apiKeys(), faults: ['auth.apiKeys: must name one key at least'] },
  { settings: { auth: { apiKeys: [key] } }, faults: ['auth.mode: must say which of them counts'] },
  { settings: { auth: { mode: 'jwt' } }, faults: ['auth.jwt: is missing'] },
  { settings: { auth: { mode: 'basic' } }, faults: ['auth.mode: must be one of none, apiKeys, jwt'] },
  { settings: jwt({ jwksUrl: 'issuer/keys' }), faults: ['auth.jwt.jwksUrl: must be a URL'] },
  {
    settings: jwt({ jwksUrl: 'http://issuer.example' }),
    faults: ['auth.jwt.jwksUrl: must be https; http is for this machine alone'],
  },
  { settings: jwt({ jwksUrl: undefined }), faults: ['auth.jwt: needs either jwksUrl or key'] },
  {
    settings: jwt({ jwksUrl: undefined, key: 'x' }),
    faults: ['auth.jwt.key: must be a public key, as PEM or as a JWK'],
  },
  {
    settings: jwt({ jwksUrl: undefined, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }),
    faults: ['auth.jwt.key: must be a public key, as PEM or as a JWK'],
  },
  {
    settings: { cors: { origins: ['*'] } },
    faults: ['cors.origins[0]: must be an origin, such as https://board.example.com'],
  },
  {
    settings: { cors: { origins: ['https://board.example.com/'] } },
    faults: ['cors.origins[0]: must be an origin, such as https://board.example.com'],
  },
  { settings: { limits: { depth: 0 } }, faults: ['limits.depth: must be at least 1'] },
  {
    settings: { documents: { manifest: 'none.json' } },
    faults: ['documents.manifest: ./none.json cannot be read (ENOENT)'],
  },
  { settings: { documents: { manifest: 'text.json' } }, faults: ['documents.manifest: ./text.json is not JSON'] },
  {
    settings: { documents: { manifest: 'bad.json' } },
    faults: ['documents.manifest: ./bad.json: abc is not the SHA-256 of its document'],
  },
  {
    settings: { server: { host: '0.0.0.0' } },
    faults: ['auth.mode: none is for this machine alone, and the server listens on 0.0.0.0'],
  },
  { settings: apiKeys(key), faults: [] },
  { settings: { server: { host: '0.0.0.0' }, ...apiKeys(key) }, faults: [] },
  { settings: { server: { host: '::1' } }, faults: [] },
  { settings: jwt({}), faults: [] },
  { settings: { cors: { origins: ['https://board.example.com', 'http://localhost:5173'] } }, faults: [] },
  { settings: { cors: { origins: ['HTTPS://Board.example.com:443', 'http://[::1]:80'] } }, faults: [] },
  { settings: { documents: { manifest: 'good.json' } }, faults: [] },
])('$settings has the faults $faults', ({ settings, faults }) => {
  expect(faultsOf(settings)).toEqual(faults);
});

test.for(['none', 'HS256', 'HS512', 'RS1'])('the algorithm %s is refused', (algorithm) => {
  expect(faultsOf(jwt({ algorithms: [algorithm] }))).toEqual([
    expect.stringMatching(/^auth\.jwt\.algorithms\[0\]: must be one of RS256, /),
  ]);
});

test('the environment says where it listens, also for who may come in', () => {
  expect(faultsOf({}, { HOST: '0.0.0.0' })).toHaveLength(1);
  expect(faultsOf({ server: { host: '0.0.0.0' } }, { HOST: '127.0.0.1' })).toEqual([]);
  expect(() => loadConfig({ HOST: '0.0.0.0' })).toThrow('auth.mode: none is for this machine alone');
});
