import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '#src/config/read-yaml.ts';
import { fileOf, placedFaultsOf } from './config-file.ts';

const credentials = 'credentials: { accessKeyId: id, accessKeySecret: hunter2 }';

/** The lines of a file's faults, with its name in place of its whole path. */
const linesOf = (text: string, name = 'taskline.yaml'): readonly string[] => {
  const file = fileOf(text, name);
  return placedFaultsOf(file).map((line) => line.replace(file, name));
};

test.for([
  {
    what: 'a setting',
    text: `sources:\n  - key: dns\n    provider: ALIYUN_DNS\n    ${credentials}\n    limits:\n      attempts: 0`,
    lines: ['taskline.yaml:6 (dns) sources[0].limits.attempts: must be at least 1'],
  },
  {
    what: 'a setting that is absent, by what should hold it',
    text: `sources:\n  - { key: dns, provider: ALIYUN_DNS, ${credentials} }\n  - key: ecs\n    provider: ALIYUN_ECS\n    ${credentials}`,
    lines: ['taskline.yaml:3 (ecs) sources[1].region: Alibaba Cloud ECS needs it'],
  },
  {
    what: 'a setting that is merged, by the anchor that has it',
    text: `x-base: &base\n  provider: ALIYUN_DNS\n  limits: { attempts: 0 }\nsources:\n  - { <<: *base, key: dns, ${credentials} }`,
    lines: ['taskline.yaml:3 (dns) sources[0].limits.attempts: must be at least 1'],
  },
  {
    what: 'a setting behind an alias',
    text: `x-limits: &limits\n  attempts: 0\nsources:\n  - { key: dns, provider: ALIYUN_DNS, limits: *limits, ${credentials} }`,
    lines: ['taskline.yaml:2 (dns) sources[0].limits.attempts: must be at least 1'],
  },
  {
    what: 'an item of a list',
    text: `sources: [ { key: dns, provider: ALIYUN_DNS, ${credentials} } ]\ncors:\n  origins:\n    - https://a.example\n    - nothing`,
    lines: ['taskline.yaml:5 cors.origins[1]: must be an origin, such as https://board.example.com'],
  },
  {
    what: 'a section that is absent',
    text: 'graphiql: true',
    lines: ['taskline.yaml sources: must be a list of sources'],
  },
  { what: 'an empty file', text: '', lines: ['taskline.yaml the configuration must hold settings'] },
  {
    what: 'a source whose key is none, which is not shown',
    text: `sources:\n  - { key: Hunter2, provider: ALIYUN_DNS, ${credentials} }`,
    lines: ['taskline.yaml:2 sources[0].key: must be 1 to 64 of a-z, 0-9 and -'],
  },
  {
    what: 'one of the sources that an entry makes',
    text: `accounts:\n  a1: { accessKeyId: id, accessKeySecret: hunter2 }\nsources:\n  - { key: a1-dns, provider: ALIYUN_DNS, account: a1 }\n  - { key: "{account}-dns", provider: ALIYUN_DNS, account: a1 }`,
    lines: ['taskline.yaml:5 (a1-dns) sources[1].key: a1-dns is taken by sources[0]'],
  },
])('$what has its file and its line', ({ text, lines }) => {
  expect(linesOf(text)).toEqual(lines);
});

test('and so it is in JSON', () => {
  const file = { sources: [{ key: 'ecs', provider: 'ALIYUN_ECS', region: 'CN', credentials: { chain: 'default' } }] };
  expect(linesOf(JSON.stringify(file, null, 2), 'taskline.json')).toEqual([
    "taskline.json:6 (ecs) sources[0].region: must be a region's id, such as cn-hangzhou",
  ]);
});

test('the last of 300 sources has its own line', () => {
  const sources = Array.from(
    { length: 300 },
    (_value, index) =>
      `  - { key: s${index}, provider: ALIYUN_DNS, ${credentials}, limits: { attempts: ${index < 299 ? 1 : 0} } }`,
  );
  expect(linesOf(['sources:', ...sources].join('\n'))).toEqual([
    'taskline.yaml:301 (s299) sources[299].limits.attempts: must be at least 1',
  ]);
});

/** Nested values that end in texts, each unlike all others. */
const values = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.uuid(),
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('node'), { minKeys: 1, maxKeys: 4 }),
  ),
})).node;

/** The paths of all texts within a value. */
const pathsOf = (value: unknown, path: readonly PropertyKey[] = []): [readonly PropertyKey[], string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsOf(item, [...path, index]));
  return Object.entries(value as object).flatMap(([name, item]) => pathsOf(item, [...path, name]));
};

test('each text of any file has the line that it is written on', () => {
  fc.assert(
    fc.property(values, fc.boolean(), (value, isJson) => {
      const file = { top: value };
      const text = isJson ? JSON.stringify(file, null, 2) : stringify(file);
      const lines = text.split('\n');
      const { lineOf } = readYaml(fileOf(text));
      for (const [path, leaf] of pathsOf(file)) {
        const at = lineOf(path);
        expect(at === null ? '' : lines[at - 1]).toContain(leaf);
      }
    }),
    { numRuns: 50 },
  );
});
