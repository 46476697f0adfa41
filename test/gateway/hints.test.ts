import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';

const keys = sandboxSources('').map(({ key }) => key);

test.for([
  { query: '{ batchTask(source: "aliyun-ecs", taskId: "1") { id } }', argument: 'source' },
  { query: '{ aliyunEcsTasks(source: "") { nodes { id } } }', argument: 'source' },
  {
    query: '{ batchTasks(filter: { sources: ["huawei-dns", "huawei"] }) { totalCount } }',
    argument: 'filter.sources[1]',
  },
])('without authentication, $query is told which sources there are', async ({ query, argument }) => {
  const { askText, sent } = await startTestTaskline();
  const { errors } = await askText(query);
  expect(errors).toMatchObject([
    {
      message: `${argument}: no such source: there are ${keys.join(', ')}`,
      extensions: { code: 'BAD_USER_INPUT', argument },
    },
  ]);
  expect(sent()).toEqual([]);
});

const names = ['alpha', 'beta', 'gamma', 'delta', 'kappa'];
const regions = Array.from({ length: 60 }, (_, index) => `zone-${index}`);

test.for([
  { asked: 'gama-zone-17', first: 'gamma-zone-17' },
  { asked: 'delta-zone17', first: 'delta-zone-17' },
  { asked: 'kapa-zone-5', first: 'kappa-zone-5' },
  { asked: 'zzz', first: null },
  { asked: 'x'.repeat(256), first: null },
])('of hundreds of sources, only a few are named to one who asks for $asked', async ({ asked, first }) => {
  const { askText, sent } = await startTestTaskline({
    sources: (url) => {
      const [one] = sandboxSources(url);
      return names.flatMap((name) => regions.map((region) => ({ ...one!, key: `${name}-${region}` })));
    },
  });
  const { errors } = await askText('query ($source: String!) { batchTask(source: $source, taskId: "1") { id } }', {
    source: asked,
  });
  const [, named = ''] = /^source: no such source: the nearest of 300 are (.*)$/.exec(errors?.[0]?.message ?? '') ?? [];
  expect(named.split(', ')).toHaveLength(5);
  if (first !== null) expect(named.split(', ')[0]).toBe(first);
  expect(sent()).toEqual([]);
});

test('a hint for each of hundreds of fields takes no long', async () => {
  const { askText } = await startTestTaskline({
    sources: (url) => {
      const [one] = sandboxSources(url);
      return names.flatMap((name) => regions.map((region) => ({ ...one!, key: `${name}-${region}` })));
    },
  });
  const fields = Array.from(
    { length: 400 },
    (_, index) => `a${index}: batchTask(source: "gama-zone-${index}", taskId: "1") { id }`,
  );
  const before = process.cpuUsage();
  const { errors } = await askText(`{ ${fields.join(' ')} }`);
  const { user, system } = process.cpuUsage(before);
  expect(errors).toHaveLength(400);
  expect((user + system) / 1e6).toBeLessThan(1);
});

const dates = [
  'soon',
  '',
  '2026-05-28',
  '2026-05-28 16:38:20',
  '2026-02-30T00:00:00Z',
  '99999-01-01T00:00:00Z',
  'x'.repeat(200),
];
const values: readonly unknown[] = [...dates, 5, true];
const example = '2026-05-28T16:38:20Z';

test.for(values)('a date of %o is refused, and a good one shown', async (value) => {
  const { askText, sent } = await startTestTaskline();
  const asVariable = await askText('query ($d: DateTime) { batchTasks(filter: { createdAfter: $d }) { totalCount } }', {
    d: value,
  });
  const asLiteral = await askText(`{ batchTasks(filter: { createdAfter: ${JSON.stringify(value)} }) { totalCount } }`);
  for (const { errors } of [asVariable, asLiteral]) {
    expect(errors).toMatchObject([{ extensions: { argument: 'filter.createdAfter' } }]);
    expect(errors?.[0]?.message).toContain(`as in "${example}"`);
    expect(errors?.[0]?.message.length).toBeLessThan(250);
  }
  expect(sent()).toEqual([]);
});

test('the date that is shown is a good one', async () => {
  const { askText } = await startTestTaskline();
  const { errors } = await askText(`{ batchTasks(first: 0, filter: { createdAfter: "${example}" }) { totalCount } }`);
  expect(errors).toBeUndefined();
});
