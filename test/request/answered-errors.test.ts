import { Cancellation } from '#src/platform/cancellation.ts';
import { expect, test, vi } from 'vitest';
import { Gather } from '#src/upstream/gather.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import { startTestTaskline } from '#test/taskline.ts';

const globalId = (index: number): string =>
  Buffer.from(`AliyunEcsTask:aliyun-ecs-hangzhou:t-${index}`).toString('base64url');
const unknownIds = Array.from({ length: 500 }, (_, index) => globalId(index));
const byIds = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

const cpuSeconds = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** How many stacks graphql has captured. */
function countStacks(): () => number {
  const capture = vi.spyOn(Error, 'captureStackTrace');
  let count = 0;
  capture.mockImplementation(() => {
    if (Error.stackTraceLimit > 0) count += 1;
  });
  return () => {
    capture.mockRestore();
    return count;
  };
}

test('hundreds of tasks that fail are as many errors, each with its place, and without a stack', async () => {
  const { askText, spoil, sent } = await startTestTaskline();
  await spoil({ provider: 'ALIYUN_ECS', kind: 'denied' });
  const stacks = countStacks();
  const { data, errors = [] } = await askText(byIds, { ids: unknownIds });
  expect(stacks()).toBeLessThan(50);
  expect(data).toEqual({ nodes: unknownIds.map(() => null) });
  expect(errors.map(({ path }) => path)).toEqual(unknownIds.map((_, index) => ['nodes', index]));
  for (const { locations, extensions } of errors) {
    expect(locations).toEqual([{ line: 1, column: 24 }]);
    expect(extensions).toMatchObject({ code: 'UPSTREAM_DENIED', source: 'aliyun-ecs-hangzhou' });
  }
  expect(sent().length).toBeLessThanOrEqual(5);
});

test('ids that cannot be any are as many errors, without a stack', async () => {
  const { askText } = await startTestTaskline();
  const stacks = countStacks();
  const { errors = [] } = await askText(byIds, { ids: unknownIds.map(() => '') });
  expect(stacks()).toBeLessThan(50);
  expect(errors.map(({ extensions }) => extensions?.['argument'])).toEqual(
    unknownIds.map((_, index) => `ids[${index}]`),
  );
});

test('a call that failed for many ids is one error for all of them', async () => {
  const failure = new UpstreamError('a', 'Describe', { code: 'UPSTREAM_DENIED' });
  const gather = new Gather<string>({ maxIds: 500, limits: { gatherMs: 0 }, ask: () => Promise.reject(failure) });
  const found = await gather.read(unknownIds, { cancellation: new Cancellation() });
  expect(found).toHaveLength(500);
  expect(new Set(found)).toEqual(new Set([failure]));
});

/** Fields at the end of a document of many lines, each on a line of its own. */
const atTheEnd = (count: number, field: (index: number) => string): string =>
  `query ($key: String = "a") { source(key: $key) { key }${'\n'.repeat(300_000)}${Array.from({ length: count }, (_, index) => field(index)).join('\n')} }`;

test.for([
  { what: 'fields', query: atTheEnd(480, (index) => `a${index}: node(id: "x") { id }`), key: 'a', lines: 480 },
  { what: 'arguments', query: atTheEnd(480, (index) => `a${index}: source(key: $key) { key }`), key: null, lines: 480 },
  { what: 'validation', query: atTheEnd(480, (index) => `a${index}: nothing`), key: 'a', lines: 5 },
])('errors of $what are located in a document of 300,000 lines', async ({ query, key, lines }) => {
  const { askText } = await startTestTaskline();
  const before = process.cpuUsage();
  const { errors = [] } = await askText(query, { key });
  expect(cpuSeconds(before)).toBeLessThan(2);
  const found = errors.flatMap(({ locations = [] }) => locations.map(({ line }) => line));
  expect(found.filter((line) => line > 1)).toEqual(Array.from({ length: lines }, (_, index) => 300_001 + index));
});

test('an error about thousands of places names the first of them', async () => {
  const { askText } = await startTestTaskline();
  const query = `query (${'$v: Int '.repeat(3_000)}) { batchTasks(first: $v) { totalCount } }`;
  const { errors = [] } = await askText(query);
  expect(errors[0]?.message).toContain('$v');
  expect(errors[0]?.locations).toHaveLength(10);
  expect(errors[0]?.locations?.[1]).toEqual({ line: 1, column: 17 });
});
