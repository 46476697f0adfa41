import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { detailsDocument, detailsQuery } from '#board/details/details-query.ts';
import { taskTypes } from '#board/details/task-types.ts';
import { schema } from '#src/schema/index.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';

const types = Object.entries(taskTypes.types).map(([typeName, fields]) => ({ typeName, fields }));
const faultsOf = (query: string): string[] => validate(schema, parse(query)).map(({ message }) => message);
const taskOf = (typeName: string, id = 'an "id"') => ({ __typename: typeName, id }) as never;

test.for(types)('the query for the details of $typeName in GraphiQL is valid', ({ typeName, fields }) => {
  expect(faultsOf(detailsQuery(taskOf(typeName), fields))).toEqual([]);
});

test('the details of a task of each type are answered, within the limits of an operation', async () => {
  const { askText } = await startTestTaskline({ sources: sandboxSources });
  const ids = {
    'aliyun-dns': '123456',
    'aliyun-ecs-hangzhou': 't-bp1hvgwromzv32iq****',
    'aliyun-imm': 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****',
    'aliyun-polardb': 'pcb-xxx',
    'huawei-dns': '9a186e66977dd48f01977e021c480cac',
    'tencent-dnspod': '69',
  };
  const seen = new Set<string>();
  for (const [source, taskId] of Object.entries(ids)) {
    const found = await askText<{ batchTask: { type: string; id: string } }>(
      `{ batchTask(source: "${source}", taskId: "${taskId}") { type: __typename id } }`,
    );
    const task = found.data?.batchTask;
    const { type = '', id } = task ?? {};
    const fields = taskTypes.types[type] ?? [];
    const { data, errors } = await askText<{ node: object }>(detailsDocument(type, fields), { id });
    expect([source, errors]).toEqual([source, undefined]);
    expect(data?.node).toMatchObject({ taskId });
    expect((await askText(detailsQuery(taskOf(type, id), fields))).data).toEqual(data);
    seen.add(task?.type ?? '');
  }
  expect([...seen].toSorted()).toEqual(Object.keys(taskTypes.types).toSorted());
});
