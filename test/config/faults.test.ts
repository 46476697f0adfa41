import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf } from './config-file.ts';

const credentials = 'credentials: { accessKeyId: LTAIid, accessKeySecret: hunter2 }';
const sources = (...settings: string[]): string =>
  `sources: [${settings.map((setting) => `{ ${setting}, ${credentials} }`).join(', ')}]`;
const dns = 'key: dns, provider: ALIYUN_DNS';

test.for([
  { text: sources(dns), lines: [] },
  { text: '', lines: ['the configuration must hold settings'] },
  { text: 'sources:', lines: ['sources: must be a list of sources'] },
  { text: 'sources: []', lines: ['sources: must name one source at least'] },
  { text: `${sources(dns)}\nserver: { port: 70000 }`, lines: ['server.port: must be at most 65535'] },
  { text: `${sources(dns)}\nserver: { port: here }`, lines: ['server.port: must be a whole number from 0 to 65535'] },
  { text: `${sources(dns)}\nserver: 4000`, lines: ['server: must hold settings'] },
  { text: `${sources(dns)}\nserver: { adress: here }`, lines: ['server.adress: is not a setting'] },
  { text: `${sources(dns)}\ngraphiql: perhaps`, lines: ['graphiql: must be true or false'] },
  { text: `${sources(dns)}\nsuorces: []`, lines: ['suorces: is not a setting'] },
  { text: sources('key: dns'), lines: [expect.stringMatching(/^sources\[0\]\.provider: must be one of ALIYUN_DNS, /)] },
  {
    text: sources('key: dns, provider: AWS'),
    lines: [expect.stringMatching(/^sources\[0\]\.provider: must be one of ALIYUN_DNS, /)],
  },
  { text: sources('provider: ALIYUN_DNS'), lines: ['sources[0].key: must be a text'] },
  { text: sources('key: DNS, provider: ALIYUN_DNS'), lines: ['sources[0].key: must be 1 to 64 of a-z, 0-9 and -'] },
  { text: sources('key: "a:b", provider: ALIYUN_DNS'), lines: ['sources[0].key: must be 1 to 64 of a-z, 0-9 and -'] },
  ...['key: 0123', 'key: 1e5', 'key: 0x1f'].map((key) => ({
    text: sources(`${key}, provider: ALIYUN_DNS`),
    lines: ['sources[0].key: must be a text: YAML reads it as a number unless it is in quotes'],
  })),
  {
    text: sources('key: h, provider: HUAWEI_DNS, region: cn-north-4, projectId: 12345678901234567890123456789012'),
    lines: ['sources[0].projectId: must be a text: YAML reads it as a number unless it is in quotes'],
  },
  {
    text: sources('key: true, provider: ALIYUN_DNS'),
    lines: ['sources[0].key: must be a text: YAML reads it as a boolean unless it is in quotes'],
  },
  {
    text: `${sources(dns)}\ncors: { origins: [ "https://*.example.com" ] }`,
    lines: ['cors.origins[0]: must be an origin, such as https://board.example.com'],
  },
  { text: sources(dns, dns), lines: ['sources[1].key: dns is taken by sources[0]'] },
  {
    text: sources(dns, 'key: a, provider: ALIYUN_DNS', 'key: ecs, provider: ALIYUN_ECS'),
    lines: ['sources[2].region: Alibaba Cloud ECS needs it'],
  },
  {
    text: sources(dns, 'key: ecs, provider: ALIYUN_ECS, region: "cn-hangzhou.evil.example/"'),
    lines: ["sources[1].region: must be a region's id, such as cn-hangzhou"],
  },
  {
    text: sources('key: media, provider: ALIYUN_IMM, region: cn-hangzhou'),
    lines: ['sources[0].project: Alibaba Cloud Intelligent Media Management needs it'],
  },
  { text: sources(`${dns}, project: p`), lines: ['sources[0].project: Alibaba Cloud DNS has none'] },
  { text: sources(`${dns}, projectId: p`), lines: ['sources[0].projectId: Alibaba Cloud DNS has none'] },
  {
    text: 'sources: [{ key: a, provider: ALIYUN_DNS, credentials: { accessKeyId: "a\\n", accessKeySecret: "hunter2" } }]',
    lines: [
      'sources[0].credentials.accessKeyId: must consist of ASCII letters, digits and signs, without blanks and line ends',
    ],
  },
  {
    text: sources('key: a, provider: HUAWEI_DNS, region: cn-north-4, projectId: "a\\r\\nb"'),
    lines: ['sources[0].projectId: must consist of ASCII letters, digits and signs, without blanks and line ends'],
  },
  { text: sources(`${dns}, projectid: p`), lines: ['sources[0].projectid: is not a setting'] },
  { text: sources(`${dns}, endpoint: here`), lines: [expect.stringMatching(/^sources\[0\]\.endpoint: must be a URL/)] },
  {
    text: sources(`${dns}, endpoint: "http://dns.example"`),
    lines: ['sources[0].endpoint: must be https; http is for this machine alone'],
  },
  { text: sources(`${dns}, endpoint: "ftp://dns.example"`), lines: ['sources[0].endpoint: must be an https URL'] },
  {
    text: sources(`${dns}, endpoint: "https://dns.example/path"`),
    lines: ['sources[0].endpoint: must be a scheme and a host, without a path'],
  },
  {
    text: sources(`${dns}, endpoint: "https://hunter2@dns.example"`),
    lines: ['sources[0].endpoint: must not hold credentials'],
  },
  { text: sources(`${dns}, endpoint: "http://127.0.0.1:4100"`), lines: [] },
  { text: sources(`${dns}, endpoint: "http://[::1]:4100"`), lines: [] },
  { text: sources(`${dns}, limits: { attemptMs: 0 }`), lines: ['sources[0].limits.attemptMs: must be at least 1'] },
  { text: sources(`${dns}, limits: { patience: 1 }`), lines: ['sources[0].limits.patience: is not a setting'] },
])('$text: $lines', ({ text, lines }) => {
  expect(faultsOf(text)).toEqual(lines);
});

const key = 'accessKeyId: id, accessKeySecret: hunter2';
const role = 'assumeRole: { roleArn: "acs:ram::1:role/reader" }';
const roleWith = (setting: string): string => `credentials: { ${key}, ${role.replace(' }', `, ${setting} }`)} }`;
const ofProfile = (message: string): string => `sources[0].credentials.profile: ${message}`;
const ofRole = (setting: string, message: string): string => `sources[0].credentials.assumeRole.${setting}: ${message}`;

test.for([
  { given: '', lines: ['sources[0].credentials: must hold settings'] },
  {
    given: 'credentials: {}',
    lines: [
      'sources[0].credentials.accessKeyId: must be a text',
      'sources[0].credentials.accessKeySecret: must be a text',
    ],
  },
  { given: 'credentials: hunter2', lines: ['sources[0].credentials: must hold settings'] },
  {
    given: 'credentials: { accessKeyId: 1234567, accessKeySecret: "" }',
    lines: [
      'sources[0].credentials.accessKeyId: must be a text: YAML reads it as a number unless it is in quotes',
      'sources[0].credentials.accessKeySecret: must not be empty',
    ],
  },
  { given: 'credentials: { chain: mine }', lines: ['sources[0].credentials.chain: must be default'] },
  { given: 'credentials: { chain: default }', lines: [] },
  {
    given: 'credentials: { chain: default, accessKeySecret: hunter2 }',
    lines: ['sources[0].credentials.accessKeySecret: stands beside chain: only one may'],
  },
  { given: 'credentials: { chain: default, profile: prod }', lines: [] },
  {
    given: 'credentials: { chain: default, profile: 12 }',
    lines: [ofProfile('must be a text: YAML reads it as a number unless it is in quotes')],
  },
  { given: 'credentials: { chain: default, profile: "" }', lines: [ofProfile('must not be empty')] },
  { given: 'credentials: { profile: prod }', lines: [ofProfile('needs chain: default beside it')] },
  { given: `credentials: { ${key}, profile: prod }`, lines: [ofProfile('stands beside accessKeyId: only one may')] },
  {
    given: `credentials: { ${key}, chain: default, profile: prod, securityToken: t }`,
    lines: ['accessKeyId', 'accessKeySecret', 'securityToken'].map(
      (name) => `sources[0].credentials.${name}: stands beside chain: only one may`,
    ),
  },
  { given: `credentials: { ${key}, ${role} }`, lines: [] },
  { given: `credentials: { chain: default, profile: prod, ${role} }`, lines: [] },
  {
    given: `credentials: { ${role} }`,
    lines: ['sources[0].credentials.assumeRole: needs chain: default, or an access key'],
  },
  {
    given: `credentials: { ${key}, assumeRole: { roleArn: hunter2 } }`,
    lines: [ofRole('roleArn', "must be a role's ARN, such as acs:ram::123456789012:role/reader")],
  },
  { given: `credentials: { ${key}, assumeRole: {} }`, lines: [ofRole('roleArn', 'must be a text')] },
  {
    given: `credentials: { ${key}, assumeRole: reader }`,
    lines: ['sources[0].credentials.assumeRole: must hold settings'],
  },
  { given: roleWith('sessionName: x'), lines: [ofRole('sessionName', 'must be 2 to 64 letters, digits, . @ - and _')] },
  {
    given: roleWith('sessionName: "hunter 2"'),
    lines: [ofRole('sessionName', 'must be 2 to 64 letters, digits, . @ - and _')],
  },
  { given: roleWith('externalId: x'), lines: [ofRole('externalId', 'must have 2 characters at least')] },
  {
    given: roleWith('externalId: "a;b"'),
    lines: [ofRole('externalId', 'must consist of letters, digits and + = , . @ : / - _')],
  },
  { given: roleWith('durationSeconds: 900'), lines: [ofRole('durationSeconds', 'must be at least 1800')] },
  { given: roleWith('durationSeconds: 43201'), lines: [ofRole('durationSeconds', 'must be at most 43200')] },
  { given: roleWith('policy: "{"'), lines: [ofRole('policy', 'must be a policy of RAM, as JSON')] },
  { given: roleWith('policy: "[]"'), lines: [ofRole('policy', 'must be a policy of RAM, as JSON')] },
  {
    given: roleWith(`policy: '{"a":"${'a'.repeat(2_048)}"}'`),
    lines: [ofRole('policy', 'must have 2048 characters at most')],
  },
  {
    given: roleWith('stsEndpoint: "https://sts.aliyuncs.com"'),
    lines: [ofRole('stsEndpoint', 'must be a host, such as sts.cn-hangzhou.aliyuncs.com')],
  },
  { given: roleWith('stsEndpoint: sts-vpc.cn-hangzhou.aliyuncs.com'), lines: [] },
  { given: roleWith('arn: x'), lines: [ofRole('arn', 'is not a setting')] },
])('credentials given as "$given": $lines', ({ given, lines }) => {
  expect(faultsOf(`sources: [ { ${dns}, ${given} } ]`)).toEqual(lines);
});

test.for(['constructor', 'toString', '__proto__', 'valueOf'])('the variable %s is not set unless it is', (name) => {
  const text = `sources: [ { ${dns}, credentials: { accessKeyId: id, accessKeySecret: "\${${name}}" } } ]`;
  const lines = [`sources[0].credentials.accessKeySecret: the environment variable ${name} is not set`];
  expect(faultsOf(text)).toEqual(lines);
  expect(faultsOf(text, Object.fromEntries([[name, 'the-secret']]))).toEqual([]);
});

test("a vendor's chain is for that vendor", () => {
  const text = 'sources: [ { key: h, provider: HUAWEI_DNS, region: ap-southeast-3, credentials: { chain: default } } ]';
  expect(faultsOf(text)).toEqual(['sources[0].credentials.chain: is for sources of Alibaba Cloud']);
  expect(faultsOf(text.replace('chain: default', `${key}, ${role}`))).toEqual([
    'sources[0].credentials.assumeRole: is for sources of Alibaba Cloud',
  ]);
});

test('all faults are told at once, and no secret with them', () => {
  const lines = faultsOf(
    `
server: { port: -1, hunter2: true }
sources:
  - { key: hunter 2, provider: ALIYUN_DNS, credentials: { accessKeyId: hunter2, accessKeySecret: [ hunter2 ] } }
  - { key: dns, provider: ALIYUN_ECS, credentials: { accessKeyId: hunter2, accessKeySecret: hunter2, token: hunter2 } }
  - { key: dns, provider: ALIYUN_IMM, project: \${PROJECT}, credentials: { accessKeyId: \${SET}, accessKeySecret: \${UNSET} } }
`,
    { SET: 'hunter2' },
  );
  expect(lines.toSorted()).toEqual([
    'server.hunter2: is not a setting',
    'server.port: must be at least 0',
    'sources[0].credentials.accessKeySecret: must be a text',
    'sources[0].key: must be 1 to 64 of a-z, 0-9 and -',
    'sources[1].credentials.token: is not a setting',
    'sources[1].region: Alibaba Cloud ECS needs it',
    'sources[2].credentials.accessKeySecret: the environment variable UNSET is not set',
    'sources[2].key: dns is taken by sources[1]',
    'sources[2].project: the environment variable PROJECT is not set',
    'sources[2].region: Alibaba Cloud Intelligent Media Management needs it',
  ]);
  expect(lines.filter((line) => !line.startsWith('server.hunter2')).join('\n')).not.toContain('hunter2');
});

test.for([
  { text: `sources:\n  - key: dns\n    secret: 'hunter2`, line: 3 },
  { text: 'sources: [\n  { accessKeySecret: hunter2 }\n  hunter2: }\n', line: 3 },
  { text: 'a: hunter2\na: hunter2\n', line: 2 },
])('$text is not YAML, which is said without quoting it', ({ text, line }) => {
  const faults = faultsOf(text).join('\n');
  expect(faults).toMatch(new RegExp(`taskline\\.yaml:${line}: not YAML \\([A-Z_]+\\)`));
  expect(faults).not.toContain('hunter2');
});

test('a secret that begins with a star, and so is an alias to YAML, is not quoted', () => {
  expect(faultsOf('accessKeySecret: *hunter2')).toEqual([
    expect.stringMatching(/taskline\.yaml: not YAML \([^*]+ needs quotes\)$/),
  ]);
  expect(faultsOf('accessKeySecret: *hunter2').join('')).not.toContain('hunter2');
});

test('a file that is not there is named', () => {
  const file = `${fileOf('')}.missing`;
  expect(() => loadConfig({}, file)).toThrow(`${file}: cannot be read (ENOENT)`);
});

test('a folder in the place of a file is named', () => {
  expect(() => loadConfig({}, '/')).toThrow('/: cannot be read (EISDIR)');
});
