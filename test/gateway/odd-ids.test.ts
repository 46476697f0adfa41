import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { BatchTaskDocument } from '#test/gql/graphql.ts';
import { startTestTaskline } from '#test/taskline.ts';

const oddIds = [
  'a b',
  ' a ',
  'a*b',
  'Müller-äöü',
  "it's (1)!",
  '50%&x=1+1',
  'a/b?c#d',
  '~._-',
  '任务',
  '🧵',
  '"',
  '{}',
];

test.for(
  [
    { source: 'aliyun-ecs-hangzhou', parameter: 'TaskIds' },
    { source: 'aliyun-imm', parameter: 'Id' },
    { source: 'aliyun-polardb', parameter: 'BatchId' },
  ].flatMap((each) => oddIds.map((taskId) => ({ ...each, taskId }))),
)('$source is sent $taskId as it is', async ({ source, parameter, taskId }) => {
  const { ask, sent } = await startTestTaskline();
  expect(await ask(BatchTaskDocument, { source, taskId })).toEqual({ status: 200, data: { batchTask: null } });
  expect(sent()).toMatchObject([{ parameters: { [parameter]: taskId } }]);
});

test.for(['x'.repeat(256), 'ü'.repeat(256)])('an id of 256 characters is sent', async (taskId) => {
  const { ask, sent } = await startTestTaskline();
  await ask(BatchTaskDocument, { source: 'aliyun-imm', taskId });
  expect(sent()).toMatchObject([{ parameters: { Id: taskId } }]);
});

test.for(['9007199254740993123', '9007199254740993122'])(
  'alidns is sent all digits of %s, and answers with them',
  async (taskId) => {
    const { ask, sent } = await startTestTaskline();
    const { data } = await ask(BatchTaskDocument, { source: 'aliyun-dns', taskId });
    expect(data?.batchTask).toMatchObject({ taskId });
    expect(sent()).toMatchObject([{ parameters: { TaskId: taskId } }]);
  },
);

test.for(['Mein Projekt', 'pröjekt-*', '项目'])('a project named %s is sent as it is', async (project) => {
  const { ask, sent } = await startTestTaskline({
    sources: (url) =>
      sandboxSources(url).map((source) => (source.provider === 'ALIYUN_IMM' ? { ...source, project } : source)),
  });
  await ask(BatchTaskDocument, { source: 'aliyun-imm', taskId: 'batch-1' });
  expect(sent()).toMatchObject([{ operation: 'GetBatch', parameters: { ProjectName: project } }]);
});
