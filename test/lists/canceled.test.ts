import { expect, test } from 'vitest';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { startLists, taskIdsOf } from './lists.ts';
import { forwards } from './walking.ts';

test('tasks that are being canceled are found by CANCELED, and no source is asked that has none', async () => {
  const lists = await startLists();
  const canceling = ecsTasks('cn-hangzhou').filter(({ status }) => status === 'Cancelling');
  const filter = { statuses: ['CANCELED'], sources: ['aliyun-ecs-hangzhou', 'huawei-dns', 'aliyun-imm'] };
  const pages = await forwards(lists, { list: 'batchTasks', filter }, { size: 20 });
  expect(canceling.length).toBeGreaterThan(0);
  expect(pages.flatMap(taskIdsOf)).toEqual(canceling.map(({ id }) => id));
  expect(new Set(lists.sent().map(({ provider }) => provider))).toEqual(new Set(['ALIYUN_ECS']));
});
