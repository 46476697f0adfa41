import { expect, test } from 'vitest';
import { BatchTaskByIdDocument, BatchTaskDocument, DnsBatchTaskDocument, NodesDocument } from '#test/gql/graphql.ts';
import { startTestTaskline } from '#test/taskline.ts';

const ecs = 'aliyun-ecs-hangzhou';
const encode = (text: string): string => Buffer.from(text).toString('base64url');
const badInput = (argument: string) => ({
  message: expect.stringContaining(`${argument}: `),
  extensions: { code: 'BAD_USER_INPUT', argument },
});

test.for([
  { source: 'nowhere', taskId: '1', argument: 'source' },
  { source: '', taskId: '1', argument: 'source' },
  { source: '__proto__', taskId: '1', argument: 'source' },
  { source: ecs, taskId: '', argument: 'taskId' },
  { source: ecs, taskId: '   ', argument: 'taskId' },
  { source: ecs, taskId: 'x'.repeat(257), argument: 'taskId' },
  { source: ecs, taskId: 't-\u0000', argument: 'taskId' },
  { source: ecs, taskId: 't-1\r\nx-acs-action: DeleteInstance', argument: 'taskId' },
  { source: ecs, taskId: 't-\u007f', argument: 'taskId' },
  { source: ecs, taskId: 't-\u0085', argument: 'taskId' },
  { source: ecs, taskId: 't-\ud800', argument: 'taskId' },
  { source: ecs, taskId: 't-1,t-2', argument: 'taskId' },
  { source: 'aliyun-imm', taskId: '', argument: 'taskId' },
  { source: 'aliyun-imm', taskId: '\t', argument: 'taskId' },
  { source: 'aliyun-polardb', taskId: 'x'.repeat(257), argument: 'taskId' },
  { source: 'aliyun-dns', taskId: '12a', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: '-1', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: '1.5', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: ' 1', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: '١٢', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: '9'.repeat(20), argument: 'taskId' },
  { source: 'huawei-dns', taskId: 'a/b', argument: 'taskId' },
  { source: 'huawei-dns', taskId: '..', argument: 'taskId' },
  { source: 'huawei-dns', taskId: 'a b', argument: 'taskId' },
  { source: 'huawei-dns', taskId: 'a?limit=1', argument: 'taskId' },
  { source: 'huawei-dns', taskId: 'ü', argument: 'taskId' },
  { source: 'huawei-dns', taskId: 'a%2fb', argument: 'taskId' },
])('refuses $taskId of $source, naming $argument', async ({ source, taskId, argument }) => {
  const { ask, sent } = await startTestTaskline();
  const { data, errors } = await ask(BatchTaskDocument, { source, taskId });
  expect(data).toEqual({ batchTask: null });
  expect(errors).toMatchObject([{ path: ['batchTask'], ...badInput(argument) }]);
  expect(sent()).toEqual([]);
});

const taskOfEcs = encode(`AliyunEcsTask:${ecs}:t-1`);

test.for([
  { given: '', argument: 'id', complaint: 'must be given, or else source and taskId' },
  { given: '(id: null)', argument: 'id', complaint: 'must be given, or else source and taskId' },
  { given: '(source: "", taskId: "")', argument: 'id', complaint: 'must be given, or else source and taskId' },
  { given: `(source: "${ecs}")`, argument: 'taskId', complaint: 'must be given beside source' },
  { given: '(taskId: "t-1")', argument: 'source', complaint: 'must be given beside taskId' },
  { given: `(id: "${taskOfEcs}", source: "${ecs}")`, argument: 'source', complaint: 'must not be given beside id' },
  { given: `(id: "${taskOfEcs}", taskId: "t-1")`, argument: 'taskId', complaint: 'must not be given beside id' },
  {
    given: `(id: "${taskOfEcs}", source: "${ecs}", taskId: "t-1")`,
    argument: 'source',
    complaint: 'must not be given beside id',
  },
  { given: `(id: "${encode(`Source:${ecs}`)}")`, argument: 'id', complaint: 'not the id of a task' },
])('batchTask$given is refused, naming $argument', async ({ given, argument, complaint }) => {
  const { askText, sent } = await startTestTaskline();
  const { data, errors } = await askText(`{ batchTask${given} { id } }`);
  expect(data).toEqual({ batchTask: null });
  expect(errors).toMatchObject([{ path: ['batchTask'], ...badInput(argument) }]);
  expect(errors?.[0]?.message).toContain(`${argument}: ${complaint}`);
  expect(sent()).toEqual([]);
});

test.for([
  { source: ecs, taskId: null, argument: 'source' },
  { source: 'nowhere', taskId: null, argument: 'source' },
  { source: 'aliyun-dns', taskId: '', argument: 'taskId' },
  { source: 'aliyun-dns', taskId: 'last', argument: 'taskId' },
])('aliyunDnsBatchTask refuses $taskId of $source, naming $argument', async ({ source, taskId, argument }) => {
  const { ask, sent } = await startTestTaskline();
  const { errors } = await ask(DnsBatchTaskDocument, { source, taskId });
  expect(errors).toMatchObject([{ path: ['aliyunDnsBatchTask'], ...badInput(argument) }]);
  expect(sent()).toEqual([]);
});

test.for([
  { what: 'nothing', id: '' },
  { what: 'no base64', id: '%%%' },
  { what: "another server's id", id: encode('User:1') },
  { what: 'a task without a source', id: encode('AliyunEcsTask:t-1') },
  { what: 'a source with a task', id: encode('Source:aliyun-dns:1') },
  { what: "a name of Object's own", id: encode('constructor:aliyun-dns:1') },
  { what: 'padding', id: `${encode('Source:aliyun-dns')}==` },
  { what: 'a blank', id: `${encode('Source:aliyun-dns')} ` },
  { what: 'bytes that are no text', id: Buffer.from([0x53, 0xff, 0xfe]).toString('base64url') },
  { what: 'an empty task id', id: encode(`AliyunEcsTask:${ecs}:`) },
  { what: 'a task id with a comma', id: encode(`AliyunEcsTask:${ecs}:t-1,t-2`) },
  { what: 'a task id with a slash', id: encode('HuaweiDnsBatchTask:huawei-dns:a/b') },
  { what: 'a task id that is too long', id: encode(`AliyunEcsTask:${ecs}:${'x'.repeat(257)}`) },
  { what: 'far too much', id: 'QUFB'.repeat(10_000) },
])('refuses a global id of $what', async ({ id }) => {
  const { ask, askText, sent } = await startTestTaskline();
  const one = await askText('query ($id: ID!) { node(id: $id) { id } }', { id });
  expect(one.errors).toMatchObject([{ path: ['node'], ...badInput('id') }]);
  const task = await ask(BatchTaskByIdDocument, { id });
  expect(task.errors).toMatchObject([{ path: ['batchTask'], ...badInput('id') }]);
  const many = await ask(NodesDocument, { ids: [id] });
  expect(many.errors).toMatchObject([{ path: ['nodes', 0], ...badInput('ids[0]') }]);
  expect(sent()).toEqual([]);
});
