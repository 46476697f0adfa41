import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskGlobalId } from '#src/request/global-id.ts';
import { everyTask, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecs, startGateway } from './gateway.ts';

const idOf = (taskId: string, source = 'ecs'): string => taskGlobalId('ALIYUN_ECS', source, taskId);

test('what is asked for alone and among others is asked for once, and is the same', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  const query = `query ($ids: [ID!]!, $id: ID!) {
    before: node(id: $id) { id }
    nodes(ids: $ids) { id }
    again: nodes(ids: $ids) { id }
    after: node(id: $id) { id }
  }`;
  const ids = ['t-1', 't-2', 't-1', 't-3'].map((taskId) => idOf(taskId));
  const { data } = await ask(query, {}, { variables: { ids, id: ids[0] } });
  const nodes = ids.map((id) => ({ id }));
  expect(data).toEqual({ before: nodes[0], nodes, again: nodes, after: nodes[0] });
  const asked = calls.flatMap(({ query: sent }) => sent.get('TaskIds')?.split(',') ?? []);
  expect(asked.toSorted()).toEqual(['t-1', 't-2', 't-3']);
  expect(calls).toHaveLength(1);
});

test('of two sources one fails: its tasks are errors, and those of the other are there', async () => {
  const [well, ill] = [await startFaultyUpstream(), await startFaultyUpstream()];
  ill.spoil((response) => response.writeHead(400).end('{"Code":"InvalidParameter","Message":"no"}'));
  const { ask } = await startGateway([ecs(well.url), ecs(ill.url, { key: 'ill' })]);
  const ids = [idOf('t-1'), idOf('t-2', 'ill'), 'none', idOf('t-3'), idOf('t-2', 'ill')];
  const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {}, { variables: { ids } });
  expect(data).toEqual({ nodes: [{ id: ids[0] }, null, null, { id: ids[3] }, null] });
  expect(errors?.map(({ path, extensions }) => [path?.[1], extensions?.code]).toSorted()).toEqual([
    [1, 'UPSTREAM_REJECTED'],
    [2, 'BAD_USER_INPUT'],
    [4, 'UPSTREAM_REJECTED'],
  ]);
  expect(ill.calls).toHaveLength(1);
});

test('objects come in the order of their ids, whatever they are and however often they are named', async () => {
  const { url } = await startFaultyUpstream({ answer: everyTask });
  const { ask } = await startGateway([ecs(url), ecs(url, { key: 'other' })]);
  const source = async (key: string) => {
    const { data } = await ask(`{ source(key: "${key}") { id } }`);
    return (data as { readonly source: { readonly id: string } }).source.id;
  };
  const sources = [await source('ecs'), await source('other')];
  const id = fc.oneof(
    fc.constantFrom(...sources),
    fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('ecs', 'other')).map(([n, key]) => idOf(`t-${n}`, key)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(id, { maxLength: 40 }), async (ids) => {
      const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
      const { data, errors } = await ask(query, {}, { variables: { ids } });
      expect([data, errors]).toEqual([{ nodes: ids.map((each) => ({ id: each })) }, undefined]);
    }),
    { numRuns: 30 },
  );
});
