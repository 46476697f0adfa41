import { expect, onTestFinished, test, vi } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf } from './config-file.ts';

const unseen =
  'must not begin or end with a blank, a line end or a byte order mark (BOM), or contain control or invisible characters';
const unsendable = 'must consist of ASCII letters, digits and signs, without blanks and line ends';
const file = `
sources:
  - key: media
    provider: ALIYUN_IMM
    region: cn-hangzhou
    project: \${PROJECT:-project}
    credentials: { accessKeyId: \${ID:-id}, accessKeySecret: \${SECRET:-secret}, securityToken: \${TOKEN:-token} }
cursors: { keys: [ \${KEY:-0123456789abcdef} ] }
`;

test.for([
  'a\n',
  'a\r\n',
  ' a',
  'a ',
  '\ta',
  'a\u00A0',
  '\uFEFFa',
  'a\uFEFF',
  '\u200Ba',
  'a\0b',
  'a\nb',
  'a\u2028',
  'a\uFEFFb',
  'a\u200Bb',
  'a\u00A0b',
  '\n',
])('a secret of %j is refused by name', (text) => {
  const long = text.replace('a', 'a'.repeat(16)).padEnd(16, text === '\n' ? '\n' : '');
  expect(faultsOf(file, { SECRET: text })).toEqual([`sources[0].credentials.accessKeySecret: ${unseen}`]);
  expect(faultsOf(file, { KEY: long })).toEqual([`cursors.keys[0]: ${unseen}`]);
  expect(faultsOf(file, { PROJECT: text })).toEqual([`sources[0].project: ${unseen}`]);
  expect(faultsOf(file, { ID: text })).toEqual([`sources[0].credentials.accessKeyId: ${unsendable}`]);
  expect(faultsOf(file, { TOKEN: text })).toEqual([`sources[0].credentials.securityToken: ${unsendable}`]);
});

const withChain = (more: string): string =>
  `sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { chain: default${more} } } ]`;

test.for(['a\n', '\r\na', ' a', 'a ', '\uFEFFa'])(
  'a key of the environment of %j is refused by name where the chain takes it from there',
  (text) => {
    const environment = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: text,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: text,
      ALIBABA_CLOUD_SECURITY_TOKEN: text,
    };
    expect(faultsOf(withChain(''), environment)).toEqual([
      `ALIBABA_CLOUD_ACCESS_KEY_ID: ${unsendable}`,
      `ALIBABA_CLOUD_SECURITY_TOKEN: ${unsendable}`,
      `ALIBABA_CLOUD_ACCESS_KEY_SECRET: ${unseen}`,
    ]);
    expect(faultsOf(withChain(', profile: prod'), environment)).toEqual([]);
    expect(faultsOf(file, environment)).toEqual([]);
  },
);

test('a blank within a secret, and signs of any kind, are the secret', () => {
  const SECRET = 'a b#c:"d\'%{}é';
  expect(loadConfig({ SECRET }, fileOf(file)).sources?.[0]?.credentials).toMatchObject({ accessKeySecret: SECRET });
});

test.for([
  { keys: '[ 0123456789abcde ]', lines: ['cursors.keys[0]: must have 16 characters at least'] },
  { keys: '[ 0123456789abcdef, short ]', lines: ['cursors.keys[1]: must have 16 characters at least'] },
  { keys: '[ "" ]', lines: ['cursors.keys[0]: must not be empty'] },
  { keys: '[ 0123456789abcdef ]', lines: [] },
])('keys of cursors $keys: $lines', ({ keys, lines }) => {
  expect(faultsOf(file.replace(/keys: .*\]/, `keys: ${keys}`))).toEqual(lines);
});

const comment =
  'is cut at a # after a blank, which begins a comment: quote the text, such as "top #secret", or put the comment on a line of its own';
const anchor = 'is cut after a &, which begins an anchor of YAML: quote the text, such as "&top"';
const several = 'is written on several lines, which YAML joins with blanks: write it on one line, in quotes';

const withSecret = (secret: string): string => `
sources:
  - key: dns
    provider: ALIYUN_DNS
    credentials:
      accessKeyId: id
      accessKeySecret: ${secret}
`;

test.for([
  { secret: 'hunter2 #secret', fault: comment },
  { secret: 'hunter2 # a comment', fault: comment },
  { secret: 'hunter2\t#secret', fault: comment },
  { secret: '#secret', fault: comment },
  { secret: 'a${ID} #secret', fault: comment },
  { secret: '&hunter2 secret', fault: anchor },
  { secret: '&hunter2', fault: anchor },
  { secret: 'hunter2\n        secret', fault: several },
  { secret: '"hunter2\n        secret"', fault: several },
  { secret: "'hunter2\n        secret'", fault: several },
  { secret: '>-\n        hunter2\n        secret', fault: several },
])('a secret written as $secret is refused, without a word of it', ({ secret, fault }) => {
  const lines = faultsOf(withSecret(secret), { ID: 'id' });
  expect(lines).toEqual([`sources[0].credentials.accessKeySecret: ${fault}`]);
  expect(lines.join('')).not.toContain('hunter2');
});

test.for([
  { secret: '"top #secret"', found: 'top #secret' },
  { secret: "'top #secret' # a comment", found: 'top #secret' },
  { secret: 'top#secret', found: 'top#secret' },
  { secret: '${SET} # from the vault', found: 'value' },
  { secret: '"&top"', found: '&top' },
  { secret: '|-\n        top #secret', found: 'top #secret' },
  { secret: '>-\n        top #secret\n', found: 'top #secret' },
])('a secret written as $secret is $found', ({ secret, found }) => {
  const { sources } = loadConfig({ SET: 'value' }, fileOf(withSecret(secret)));
  expect(sources?.[0]?.credentials).toEqual({ accessKeyId: 'id', accessKeySecret: found });
});

test('a secret that is cut is found wherever it is written', () => {
  const text = `
x-credentials: &credentials { accessKeyId: id, accessKeySecret: top #secret
  }
sources:
  - { key: a, provider: ALIYUN_DNS, credentials: *credentials }
  - { key: b, provider: ALIYUN_DNS, credentials: { accessKeyId: id #b
      , accessKeySecret: b } }
cursors:
  keys:
    - 0123456789abcdef #ghi
    - 0123456789abcdef
`;
  expect(faultsOf(text)).toEqual([
    `["x-credentials"].accessKeySecret: ${comment}`,
    `sources[1].credentials.accessKeyId: ${comment}`,
    `cursors.keys[0]: ${comment}`,
  ]);
});

test('a secret that is cut at its anchor is found where it is used', () => {
  const text = `x-secret: &secret hunter2 #secret\n${withSecret('*secret')}cursors: { keys: [ *secret ] }`;
  expect(faultsOf(text)).toEqual([`sources[0].credentials.accessKeySecret: ${comment}`, `cursors.keys[0]: ${comment}`]);
});

const noName =
  'holds a name that is no setting: a colon needs a blank after it, and a text with a comma or a colon needs quotes';

test.for([
  { keys: '&keys', cursors: '{ keys: *keys }', path: 'cursors.keys[0]' },
  { keys: '\n  keys: &keys', cursors: '{ keys: *keys }', path: '["x-cursors"].keys[0]' },
  { keys: '&cursors\n  keys:', cursors: '*cursors', path: '["x-cursors"].keys[0]' },
  { keys: '&cursors\n  keys:', cursors: '{ <<: *cursors }', path: '["x-cursors"].keys[0]' },
])('keys of cursors that are cut are found in a list that is elsewhere: $cursors', ({ keys, cursors, path }) => {
  const list = `x-cursors: ${keys}\n    - 0123456789abcdef #ghi\n`;
  const lines = faultsOf(`${list}${withSecret('b')}cursors: ${cursors}`);
  expect(new Set(lines)).toContain(`${path}: ${comment}`);
});

test.for([
  { setting: 'hooks[0].url', text: 'https://hooks.example.com/x?token=hunter2\n', complaint: unseen },
  { setting: 'hooks[0].url', text: ' https://hooks.example.com/x?token=hunter2', complaint: unseen },
  { setting: 'hooks[0].url', text: 'https://hooks.example.com/x?token=hun\nter2', complaint: unseen },
  { setting: 'hooks[0].url', text: '\uFEFFhttps://hooks.example.com/x?token=hunter2', complaint: unseen },
  { setting: 'shared.url', text: 'redis://:hunter2@store\n', complaint: unseen },
  { setting: 'shared.url', text: '\uFEFFredis://:hunter2@store', complaint: unseen },
  { setting: 'shared.url', text: 'redis://:hunter2\n@store', complaint: unseen },
  { setting: 'shared.url', text: 'redis-cluster://me:hun\u200Bter2@store', complaint: unseen },
  { setting: 'shared.url', text: 'redis://:hunter2%0A@store', complaint: `has a user or a password that ${unseen}` },
  { setting: 'shared.url', text: 'redis://:hunter2%20@store', complaint: `has a user or a password that ${unseen}` },
  {
    setting: 'shared.url',
    text: 'redis://:%EF%BB%BFhunter2@store',
    complaint: `has a user or a password that ${unseen}`,
  },
  {
    setting: 'shared.url',
    text: 'redis://me%0D%0A:hunter2@store',
    complaint: `has a user or a password that ${unseen}`,
  },
])('an address of $text, which holds a secret, is refused as $setting', ({ setting, text, complaint }) => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const section = setting.startsWith('hooks')
    ? `hooks: [ { url: "\${ADDRESS}", secret: "${secret}", on: [ FAILED ] } ]`
    : 'shared: { url: "${ADDRESS}" }';
  expect(faultsOf(`${withSecret('b')}${section}`, { ADDRESS: text })).toEqual([`${setting}: ${complaint}`]);
});

test('a blank within the password of a store is the password', () => {
  const text = `${withSecret('b')}shared: { url: "redis://:top%20secret@store" }`;
  expect(loadConfig({}, fileOf(text)).shared?.url).toMatchObject({ password: 'top secret' });
});

test.for([
  { given: '{ accessKeyId: id, accessKeySecret: top,hunter2 }', lines: [] },
  { given: '{ accessKeyId: id, accessKeySecret: top, hunter2 }', lines: [] },
  { given: '{ accessKeyId: id, accessKeySecret:hunter2 }', lines: ['accessKeySecret: must be a text'] },
  { given: '{ accessKeyId: id, accessKeySecret=hunter2 }', lines: ['accessKeySecret: must be a text'] },
  { given: '{ accessKeyId: id, accessKeySecret: a, {hunter2}: b }', lines: [] },
])('credentials $given are refused without a word of the secret', ({ given, lines }) => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  onTestFinished(() => warned.mockRestore());
  const base = 'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: *credentials } ]';
  expect(faultsOf(`x-credentials: &credentials ${given}\n${base}`)).toEqual([
    ...lines.map((line) => `sources[0].credentials.${line}`),
    `sources[0].credentials: ${noName}`,
  ]);
  expect(warned).not.toHaveBeenCalled();
});

test('nor of a key of cursors', () => {
  expect(faultsOf(file.replace(/keys: .*\]/, 'keys:hunter2'))).toEqual([`cursors: ${noName}`]);
  expect(faultsOf(file.replace(/keys: .*\]/, 'keys: hunter2hunter2hunter2'))).toEqual([
    'cursors.keys: must be a list of keys',
  ]);
});

test.for([
  { what: 'in Latin-1', bytes: Buffer.from(withSecret('hünter2'), 'latin1'), fault: 'is not UTF-8' },
  { what: 'in UTF-16', bytes: Buffer.from(`\uFEFF${withSecret('hunter2')}`, 'utf16le'), fault: 'is not UTF-8' },
  { what: 'of 2 MB', bytes: Buffer.alloc(2_000_001, '#'), fault: 'is larger than 2000000 bytes' },
])('a file $what is refused, not read as another', ({ bytes, fault }) => {
  expect(faultsOf(bytes)).toEqual([expect.stringMatching(new RegExp(`taskline\\.yaml: ${fault}$`))]);
});

test('a file may begin with a BOM and have the line ends of Windows', () => {
  const text = `\uFEFF${withSecret('hunter2')}`.replaceAll('\n', '\r\n');
  expect(loadConfig({}, fileOf(text)).sources?.[0]?.credentials).toMatchObject({ accessKeySecret: 'hunter2' });
});

test('a tag that is unknown, such as that of a secret that begins with !, is refused by its line', () => {
  expect(faultsOf(withSecret('!hunter2 secret'))).toEqual([
    expect.stringMatching(/taskline\.yaml:7: not YAML \(TAG_RESOLVE_FAILED\)$/),
  ]);
});
