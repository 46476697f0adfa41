import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf, withoutPlace } from './config-file.ts';

const accounts = `
accounts:
  a1: { accessKeyId: id-1, accessKeySecret: hunter2-1 }
  a2: { accessKeyId: id-2, accessKeySecret: hunter2-2 }
  chained: { chain: default }
`;
const fileWith = (...entries: string[]): string => `${accounts}\nsources: [ ${entries.join(', ')} ]`;
const sourcesOf = (text: string) => loadConfig({}, fileOf(text)).sources ?? [];
const keysOf = (text: string): string[] => sourcesOf(text).map(({ key }) => key);

const ecs = (settings: string): string => `{ provider: ALIYUN_ECS, ${settings} }`;
const both = 'accounts: [ a1, a2 ], regions: [ cn-hangzhou, ap-southeast-1 ], key: "{account}-ecs-{region}"';

test('an entry makes a source of each account in each region, beside single ones', () => {
  const text = fileWith(
    ecs(`${both}, exclude: [ a2-ecs-ap-southeast-1 ], limits: { attempts: 2 }`),
    '{ key: dns, provider: ALIYUN_DNS, account: chained }',
    ecs('key: one, region: cn-beijing, credentials: { accessKeyId: id, accessKeySecret: secret }'),
  );
  const made = { provider: 'ALIYUN_ECS', limits: { attempts: 2 } };
  const [first, second] = [1, 2].map((number) => ({
    account: `a${number}`,
    credentials: { accessKeyId: `id-${number}`, accessKeySecret: `hunter2-${number}` },
  }));
  expect(sourcesOf(text)).toEqual([
    { ...made, ...first, key: 'a1-ecs-cn-hangzhou', region: 'cn-hangzhou' },
    { ...made, ...first, key: 'a1-ecs-ap-southeast-1', region: 'ap-southeast-1' },
    { ...made, ...second, key: 'a2-ecs-cn-hangzhou', region: 'cn-hangzhou' },
    { key: 'dns', provider: 'ALIYUN_DNS', account: 'chained', credentials: { chain: 'default' } },
    {
      key: 'one',
      provider: 'ALIYUN_ECS',
      region: 'cn-beijing',
      credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
    },
  ]);
});

test.for([
  { exclude: '"a2-*"', keys: ['a1-ecs-cn-hangzhou', 'a1-ecs-ap-southeast-1'] },
  { exclude: '{ account: a2 }', keys: ['a1-ecs-cn-hangzhou', 'a1-ecs-ap-southeast-1'] },
  { exclude: '{ region: cn-hangzhou }', keys: ['a1-ecs-ap-southeast-1', 'a2-ecs-ap-southeast-1'] },
  {
    exclude: '{ account: a1, region: cn-hangzhou }, a2-ecs-ap-southeast-1',
    keys: ['a1-ecs-ap-southeast-1', 'a2-ecs-cn-hangzhou'],
  },
])('exclude: [ $exclude ] leaves $keys', ({ exclude, keys }) => {
  expect(keysOf(fileWith(ecs(`${both}, exclude: [ ${exclude} ]`)))).toEqual(keys);
});

test('defaults hold for every source that does not say otherwise', () => {
  const text = `${fileWith(
    ecs(`${both}, limits: { attempts: 2 }`),
    '{ key: dns, provider: ALIYUN_DNS, account: a1 }',
  )}\ndefaults: { limits: { attempts: 1, attemptMs: 500 } }`;
  expect(sourcesOf(text).map(({ limits }) => limits)).toEqual([
    ...Array.from({ length: 4 }, () => ({ attempts: 2, attemptMs: 500 })),
    { attempts: 1, attemptMs: 500 },
  ]);
  expect(faultsOf(`${text}\nlimits: { deadlineMs: 400 }`)).toEqual([
    'defaults.limits.attemptMs: must not be more than limits.deadlineMs, 400',
  ]);
});

const pair = 'accounts: [ a1, a2 ], region: cn-hangzhou';

test.for([
  { entries: [ecs(`${pair}, key: "{account}-ecs"`)], lines: [] },
  {
    entries: [ecs('key: ecs, account: a3, region: cn-hangzhou')],
    lines: ['sources[0].account: no account has this name; the nearest is a1'],
  },
  {
    entries: [ecs('key: "{account}", accounts: [ a1, chain ], region: cn-hangzhou')],
    lines: ['sources[0].accounts[1]: no account has this name; the nearest is chained'],
  },
  {
    entries: [ecs('key: ecs, account: HunTer2, region: cn-hangzhou')],
    lines: ["sources[0].account: must be an account's name: 1 to 64 of a-z, 0-9 and -"],
  },
  {
    entries: [ecs(`${pair}, key: ecs`)],
    lines: ['sources[0].key: must hold {account}, by which its sources differ'],
  },
  {
    entries: [ecs('accounts: [ a1, a2 ], regions: [ cn-hangzhou, cn-beijing ], key: "{region}"')],
    lines: ['sources[0].key: must hold {account}, by which its sources differ'],
  },
  {
    entries: [ecs('accounts: [ a1, a2 ], regions: [ cn-hangzhou, cn-beijing ], key: ecs')],
    lines: ['sources[0].key: must hold {account} and {region}, by which its sources differ'],
  },
  {
    entries: ['{ provider: ALIYUN_DNS, accounts: [ a1, a2 ], key: "{account}-{region}" }'],
    lines: ['sources[0].key: holds {region}, and the source names no region'],
  },
  {
    entries: ['{ provider: ALIYUN_DNS, key: "{account}", credentials: { chain: default } }'],
    lines: ['sources[0].key: holds {account}, and the source names no account'],
  },
  {
    entries: ['{ provider: ALIYUN_DNS, key: "{zone}-dns", account: a1 }'],
    lines: ['sources[0].key: must be 1 to 64 of a-z, 0-9 and -, {account} and {region}'],
  },
  {
    entries: [ecs(`account: a1, region: cn-hangzhou, key: "${'x'.repeat(53)}-{region}"`)],
    lines: ['sources[0].key: makes a key of 65 characters: 64 are the most'],
  },
  {
    entries: [ecs(`${pair}, key: "{account}-ecs"`), '{ key: a2-ecs, provider: ALIYUN_DNS, account: a1 }'],
    lines: ['sources[1].key: a2-ecs is taken by sources[0]'],
  },
  {
    entries: [ecs('accounts: [ a1, a1 ], region: cn-hangzhou, key: "{account}"')],
    lines: ['sources[0].key: a1 is that of two of its sources', 'sources[0].accounts[1]: is that of accounts[0] too'],
  },
  {
    entries: [ecs(`${both}, exclude: [ a3-ecs-cn-hangzhou, { account: a3 }, { account: a2, region: cn-beijing } ]`)],
    lines: [
      'sources[0].exclude[0]: is none of its sources',
      'sources[0].exclude[1]: is none of its sources',
      'sources[0].exclude[2]: is none of its sources',
    ],
  },
  { entries: [ecs(`${both}, exclude: [ "*" ]`)], lines: ['sources[0].exclude: leaves no source'] },
  {
    entries: [ecs(`${both}, exclude: [ {}, { zone: a }, "A B" ]`)],
    lines: [0, 1, 2].flatMap((index) => [
      `sources[0].exclude[${index}]: must be a source's key, a wildcard such as a1-*, or { account: …, region: … }`,
      `sources[0].exclude[${index}]: is none of its sources`,
    ]),
  },
  { entries: [ecs('key: ecs, region: cn-hangzhou')], lines: ['sources[0].credentials: must hold settings'] },
  {
    entries: [ecs(`${pair}, key: "{account}", account: a1, regions: [ cn-beijing ], credentials: { chain: default }`)],
    lines: [
      'sources[0].account: stands beside credentials: only one may',
      'sources[0].accounts: stands beside credentials: only one may',
      'sources[0].regions: stands beside region: only one may',
    ],
  },
  {
    entries: ['{ provider: TENCENT_DNSPOD, key: "{account}", account: a1, regions: [ cn-beijing ] }'],
    lines: ['sources[0].regions: Tencent Cloud DNSPod has none'],
  },
  {
    entries: ['{ provider: HUAWEI_DNS, key: "{account}", accounts: [ a1, chained ], region: cn-north-4 }'],
    lines: ['sources[0].accounts[1]: is for sources of Alibaba Cloud'],
  },
  { entries: [ecs('key: a, accounts: [], regions: [], credentials: { chain: default }')], lines: null },
])('sources $entries: $lines', ({ entries, lines }) => {
  const found = faultsOf(fileWith(...entries));
  if (lines) expect(found.toSorted()).toEqual(lines.toSorted());
  else expect(found.length).toBeGreaterThan(0);
  expect(found.join('')).not.toMatch(/hunter2/i);
});

test.for([
  { given: '[ a1 ]', line: 'accounts: must hold accounts by their names' },
  { given: '{ a1: hunter2 }', line: 'accounts.a1: must hold settings' },
  { given: '{ a1: { accessKeyId: id } }', line: 'accounts.a1.accessKeySecret: must be a text' },
  { given: '{ a1: { chain: other } }', line: 'accounts.a1.chain: must be default' },
])('accounts: $given: $line', ({ given, line }) => {
  expect(faultsOf(`accounts: ${given}\nsources: [ { key: dns, provider: ALIYUN_DNS, account: a1 } ]`)).toContain(line);
});

test('a name that is none of an account is not shown: it may be a part of a secret', () => {
  for (const given of ['{ accessKeyId: id, accessKeySecret: hunter2 }', '{ accessKeySecret:Hunter2 }']) {
    const lines = faultsOf(`accounts: ${given}\nsources: [ { key: dns, provider: ALIYUN_DNS, account: a1 } ]`);
    expect(lines).toContainEqual(expect.stringMatching(/^accounts: holds a name that is no name of an account/));
    expect(lines.join('')).not.toMatch(/hunter2/i);
  }
});

test.for(['$ID', '${ID}', 'A', '"a b"', 'hunter2:x'])(
  'an account named %s is refused, also where no source has it',
  (name) => {
    const credentials = '{ accessKeyId: id, accessKeySecret: secret }';
    const text = `accounts: { a1: ${credentials}, ${name}: ${credentials} }`;
    expect(faultsOf(`${text}\nsources: [ { key: dns, provider: ALIYUN_DNS, account: a1 } ]`, { ID: 'a2' })).toEqual([
      expect.stringMatching(
        /^accounts: holds a name that is no name of an account: it must be 1 to 64 of a-z, 0-9 and -/,
      ),
    ]);
  },
);

test('an account that no source has is a warning, also where all its sources are excluded', () => {
  const text = fileWith(ecs(`${both}, exclude: [ "a2-*" ]`));
  expect(loadConfig({}, fileOf(text)).warnings.map(withoutPlace)).toEqual([
    'accounts.a2: no source has this account',
    'accounts.chained: no source has this account',
  ]);
});

test('an unknown region of several is a warning with its place', () => {
  const text = fileWith(
    ecs('accounts: [ a1, a2, chained ], regions: [ cn-beijing, cn-hangzou ], key: "{account}-{region}"'),
  );
  expect(loadConfig({}, fileOf(text)).warnings.map(withoutPlace)).toEqual([
    'sources[0].regions[1]: cn-hangzou is no known region of Alibaba Cloud; the nearest is cn-hangzhou',
  ]);
});

/** A file of so many accounts in 100 regions that exist nowhere. */
function large(count: number): string {
  const names = Array.from({ length: count }, (_value, index) => `a${index}`);
  const regions = Array.from({ length: 100 }, (_value, index) => `xx-r${index}`);
  const credentials = names.map((name) => `  ${name}: { accessKeyId: id, accessKeySecret: secret }`);
  return `accounts:\n${credentials.join('\n')}
sources: [ { provider: ALIYUN_ECS, key: "{account}-{region}", accounts: [ ${names.join(', ')} ], regions: [ ${regions.join(', ')} ] } ]`;
}

test('5,000 sources are the most', () => {
  expect(sourcesOf(large(50))).toHaveLength(5_000);
  expect(faultsOf(large(51))).toEqual(['sources: make 5100 sources: 5000 are the most']);
});

test('too many sources are not made before they are refused', () => {
  const names = Array.from({ length: 20_000 }, () => 'cn-a').join(', ');
  const text = `x-names: &r [ ${names} ]\n${accounts}\nsources: [ ${ecs('key: a, regions: *r, accounts: *r')} ]`;
  expect(faultsOf(text)).toContain('sources: make 400000000 sources: 5000 are the most');
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5 });

test('a product has each combination once, but for those that are excluded', () => {
  fc.assert(
    fc.property(
      names,
      names,
      fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }),
      (accountNames, places, picks) => {
        const regions = places.map((place) => `cn-${place}`);
        const all = accountNames.flatMap((account) => regions.map((region) => ({ account, region })));
        const excluded = picks.flatMap(([one, other]) => {
          const [account, region] = [accountNames[one], regions[other]];
          return account !== undefined && region !== undefined ? [{ account, region }] : [];
        });
        const left = all.filter(
          (one) => !excluded.some(({ account, region }) => account === one.account && region === one.region),
        );
        fc.pre(left.length > 0);
        const entry = { provider: 'ALIYUN_ECS', key: '{account}-{region}', accounts: accountNames, regions };
        const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
        const file = {
          accounts: Object.fromEntries(accountNames.map((account) => [account, credentials])),
          sources: [{ ...entry, exclude: excluded }],
        };
        expect(sourcesOf(JSON.stringify(file)).map(({ key, account, region }) => ({ key, account, region }))).toEqual(
          left.map(({ account, region }) => ({ key: `${account}-${region}`, account, region })),
        );
      },
    ),
    { numRuns: 50 },
  );
});
