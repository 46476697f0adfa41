import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliyunEcs } from '#src/providers/aliyun-ecs/index.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import type { Upstream } from '#src/upstream/upstream.ts';
import { caller, refusal, source } from './answering.ts';
import { parsed } from '#test/shapes.ts';
import { ecs, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';

/** An upstream that rejects a call for any of some ids, and knows all others. */
function rejecting(bad: ReadonlySet<string>, providerCode: string) {
  const calls: string[][] = [];
  const upstream: Upstream = async ({ query, shape }) => {
    const ids = new Map(query).get('TaskIds')?.split(',') ?? [];
    calls.push(ids);
    if (ids.some((id) => bad.has(id))) throw refusal(providerCode);
    return parsed(shape, { TotalCount: ids.length, TaskSet: { Task: ids.map((TaskId) => ({ TaskId })) } });
  };
  const { getMany } = aliyunEcs.connect(source, { key: 'here', region: 'cn-hangzhou' }, upstream);
  return { calls, getMany };
}

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `t-${index}`);

test('an id that the provider rejects fails alone, wherever it stands, within two calls a halving', async () => {
  const cases = fc.integer({ min: 1, max: 100 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1)));
  await fc.assert(
    fc.asyncProperty(cases, async ([count, at]) => {
      const ids = idsOf(count);
      const { calls, getMany } = rejecting(new Set([`t-${at}`]), 'InvalidParameter');
      const found = await getMany(ids, caller);
      const told = found.map((task) => (task instanceof UpstreamError ? task.code : task?.taskId));
      expect(told).toEqual(ids.map((id, index) => (index === at ? 'UPSTREAM_REJECTED' : id)));
      expect(calls.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(count)));
    }),
    { numRuns: 50 },
  );
});

test('an upstream that rejects whatever it is asked is not asked for ever', async () => {
  const { calls, getMany } = rejecting(new Set(idsOf(100)), 'InvalidParameter');
  const found = await getMany(idsOf(100), caller);
  expect(found.every((task) => task instanceof UpstreamError)).toBe(true);
  expect(calls.length).toBeLessThanOrEqual(30);
});

test.for([
  [403, (ids: string) => ids.includes('<script>')],
  [405, (ids: string) => ids.includes('<script>')],
  [414, (ids: string) => ids.length > 30],
] as const)(
  'a page of %i costs only those their tasks for whom it comes without the others too',
  async ([status, isBad]) => {
    const upstream = await startFaultyUpstream();
    upstream.spoil((response, answer, { query }) => {
      const isRefused = isBad(query.get('TaskIds') ?? '');
      response.writeHead(isRefused ? status : 200, { 'content-type': isRefused ? 'text/html' : 'application/json' });
      response.end(isRefused ? '<html>Blocked</html>' : answer);
    });
    const { ask, logged } = await startGateway([ecs(upstream.url)]);
    const ids = [...idsOf(20), '<script>'];
    // Gathered in one call as those of several callers are.
    const lookUps = ids.map((id, index) => `t${index}: batchTask(source: "ecs", taskId: "${id}") { taskId }`);
    const { data, errors = [] } = await ask(`{ ${lookUps.join(' ')} }`);
    const found = Object.values(data ?? {}).map((task) => (task as { taskId: string } | null)?.taskId ?? null);
    expect(found).toEqual(ids.map((id) => (isBad(id) ? null : id)));
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(
      ids.filter(isBad).map(() => 'UPSTREAM_REJECTED'),
    );
    expect(upstream.calls.length).toBeGreaterThan(1);
    expect(upstream.calls.length).toBeLessThan(ids.length);
    expect(logged()).not.toContain('keeps failing');
  },
);

test('what speaks of the region is not looked for among the ids', async () => {
  const { calls, getMany } = rejecting(new Set(idsOf(100)), 'InvalidRegionId.NotFound');
  await expect(getMany(idsOf(100), caller)).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED' });
  expect(calls).toHaveLength(1);
});
