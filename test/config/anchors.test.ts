import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf } from './config-file.ts';

const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
const base = 'x-base: &base { provider: ALIYUN_ECS, credentials: { accessKeyId: id, accessKeySecret: "${SECRET}" } }';

test('<< takes the settings of an anchor, and those beside it win', () => {
  const text = `${base}
x-more: &more { region: cn-beijing, key: more }
sources:
  - { <<: *base, key: a, region: cn-hangzhou }
  - { <<: [ *base, *more ], key: b }
  - { <<: *base, <<: *more, key: c }
`;
  expect(loadConfig({ SECRET: 'secret' }, fileOf(text)).sources).toEqual([
    { key: 'a', provider: 'ALIYUN_ECS', region: 'cn-hangzhou', credentials },
    { key: 'b', provider: 'ALIYUN_ECS', region: 'cn-beijing', credentials },
    { key: 'c', provider: 'ALIYUN_ECS', region: 'cn-beijing', credentials },
  ]);
});

test('an x-… section that nothing uses may hold anything, and only at the top', () => {
  const source = `sources: [ { key: dns, provider: ALIYUN_DNS, credentials: ${JSON.stringify(credentials)} } ]`;
  expect(faultsOf(`${source}\nx-notes: [ $ANY, "\${UNSET}" ]\nx-: 1`)).toEqual([]);
  expect(faultsOf(`${source}\nserver: { x-notes: 1 }\ny-notes: 1`).toSorted()).toEqual([
    '["y-notes"]: is not a setting',
    'server["x-notes"]: is not a setting',
  ]);
});

test('an anchor can be used 1,000 times and more', () => {
  const sources = Array.from(
    { length: 1_100 },
    (_value, index) => `  - { <<: *base, key: s${index}, region: cn-hangzhou, limits: *limits }`,
  );
  const text = ['x-limits: &limits { attempts: 2 }', base, 'sources:', ...sources].join('\n');
  const { sources: loaded } = loadConfig({ SECRET: 'secret' }, fileOf(text));
  expect(loaded).toHaveLength(1_100);
  expect(loaded?.at(-1)).toMatchObject({ key: 's1099', limits: { attempts: 2 }, credentials });
});

/** A list of 20 times the list before it. */
const level = (_value: unknown, index: number) => `x-${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(20)}]`;

test('anchors in anchors that would fill the memory are refused', () => {
  const text = ['x-0: &a0 [ 1 ]', ...Array.from({ length: 8 }, level)].join('\n');
  expect(faultsOf(text)).toEqual([expect.stringMatching(/not YAML \(an alias without its anchor, or too many/)]);
});

test.for(['x-a: &a [ *a ]', 'x-a: &a { b: *a }', 'x-a: &a { <<: *a }'])('%s holds itself, which is refused', (text) => {
  expect(faultsOf(text)).toEqual([expect.stringMatching(/taskline\.yaml: not YAML \(an anchor that holds itself\)$/)]);
});

test.for(['<<: 1', '<<: ${SECRET}', '<<: [ 1 ]'])('%s takes no settings', (text) => {
  expect(faultsOf(text)).toEqual([
    expect.stringMatching(/taskline\.yaml: not YAML \(<< takes settings, or an alias of them\)$/),
  ]);
});
