import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneOfEach } from '../../bench/workloads.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { valuesIn } from './answers.ts';
import { RandomDocuments } from './random-documents.ts';

const globalIds = async (url: string): Promise<string[]> => {
  const query = '{ batchTasks(first: 20) { nodes { id source { id } } } }';
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as {
    data: { batchTasks: { nodes: { id: string; source: { id: string } }[] } };
  };
  return data.batchTasks.nodes.flatMap(({ id, source }) => [id, source.id]);
};

test('whatever legal document is sent, its answer has no more values than the cost that was told', async () => {
  const { url, askText } = await startTestTaskline();
  const ids = (await globalIds(url)).map((id) => JSON.stringify(id));
  const literals = {
    source: oneOfEach.map(([source]) => JSON.stringify(source)),
    key: oneOfEach.map(([source]) => JSON.stringify(source)),
    taskId: oneOfEach.map(([, taskId]) => JSON.stringify(taskId)),
    id: ids,
    ids: [`[${ids.slice(0, 3).join()}]`, `[${ids.join()}]`, ids[0] ?? '', '[]'],
    first: ['0', '1', '7', '40'],
    name: ['"Query"', '"BatchTask"', '"HuaweiDnsBatchTask"', '"nothing"'],
    includeDeprecated: ['true', 'false'],
    direction: ['ASC', 'DESC'],
  };
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.integer({ min: 2, max: 6 }), async (generate, depth) => {
      const query = new RandomDocuments(generate, literals).query(depth);
      const answer = await askText(query, {}, { 'x-taskline-cost': '1' });
      const { data, errors = [], extensions } = answer as typeof answer & { extensions?: { cost: number } };
      const code = errors[0]?.extensions?.code;
      if (code === 'GRAPHQL_VALIDATION_FAILED') {
        expect(errors[0]?.message).toMatch(/introspection depth/);
        return;
      }
      if (code === 'QUERY_TOO_COMPLEX') return;
      // `data` itself and lists count too: up to two values more for each field. Of an introspection three cost 1.
      expect(valuesIn(data)).toBeLessThanOrEqual(3 * (extensions?.cost ?? 0));
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
