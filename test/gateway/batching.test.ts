import { expect, test } from 'vitest';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { NodesDocument } from '#test/gql/graphql.ts';
import { startTestTaskline } from '#test/taskline.ts';

const hangzhou = 'aliyun-ecs-hangzhou';

function idsOf(region: string, source: string, count: number): string[] {
  const tasks = ecsTasks(region).slice(0, count);
  return tasks.map(({ id }) => taskGlobalId('ALIYUN_ECS', source, id));
}

/** The members of the two lists in turns. */
const interleaved = (left: readonly string[], right: readonly string[]): string[] =>
  left.flatMap((id, index) => [id, right[index] ?? id]);

test('250 ECS tasks of two sources take four calls at most, each with room for its answer', async () => {
  const { ask, sent } = await startTestTaskline();
  const ids = interleaved(idsOf('cn-hangzhou', hangzhou, 125), idsOf('ap-southeast-1', 'aliyun-ecs-singapore', 125));
  const { data, errors } = await ask(NodesDocument, { ids });
  expect(errors).toBeUndefined();
  expect(data?.nodes.map((node) => node?.id)).toEqual(ids);
  const calls = sent();
  expect(calls.length).toBeLessThanOrEqual(4);
  expect(calls.map(({ parameters }) => parameters.PageSize)).toEqual(calls.map(() => '100'));
  expect(calls.flatMap(({ parameters }) => parameters.TaskIds?.split(',') ?? [])).toHaveLength(250);
});

test.for([
  { source: hangzhou, taskId: 't-bp1hvgwromzv32iq****' },
  { source: 'huawei-dns', taskId: '9a186e66977dd48f01977e021c480cac' },
  { source: 'aliyun-polardb', taskId: 'pcb-none' },
])('asking $source for one task 50 times takes one call', async ({ source, taskId }) => {
  const { askText, sent } = await startTestTaskline();
  const lookUps = Array.from(
    { length: 50 },
    (_, index) => `a${index}: batchTask(source: $source, taskId: $taskId) { taskId }`,
  );
  const { data, errors } = await askText(`query ($source: String!, $taskId: String!) { ${lookUps.join('\n')} }`, {
    source,
    taskId,
  });
  expect(errors).toBeUndefined();
  expect(Object.keys(data ?? {})).toHaveLength(50);
  expect(new Set(Object.values(data ?? {}).map((task) => JSON.stringify(task))).size).toBe(1);
  expect(sent()).toHaveLength(1);
});

test('250 lookups by their own names are gathered as ids are', async () => {
  const { askText, sent } = await startTestTaskline();
  const tasks = ecsTasks('cn-hangzhou').slice(0, 250);
  const lookUps = tasks.map(
    ({ id }, index) => `a${index}: batchTask(source: "${hangzhou}", taskId: "${id}") { taskId }`,
  );
  const { data, errors } = await askText(`{ ${lookUps.join('\n')} }`);
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).toEqual(tasks.map(({ id }) => ({ taskId: id })));
  expect(sent()).toHaveLength(3);
});

test('an absent id harms none of the ids that share its call', async () => {
  const { ask, sent } = await startTestTaskline();
  const ids = [...idsOf('cn-hangzhou', hangzhou, 99), taskGlobalId('ALIYUN_ECS', hangzhou, 't-ü *')];
  const { data, errors } = await ask(NodesDocument, { ids });
  expect(errors).toBeUndefined();
  expect(data?.nodes.map((node) => node?.id ?? null)).toEqual([...ids.slice(0, 99), null]);
  expect(sent()).toHaveLength(1);
});
