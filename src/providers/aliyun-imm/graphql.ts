import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { OrderDirection } from '../../schema/order-direction.ts';
import { pageOf } from '../../schema/page.ts';
import { checkText, sourceOf } from '../../request/sources.ts';
import type {
  AliyunImmAction,
  AliyunImmInput,
  AliyunImmMns,
  AliyunImmNotification,
  AliyunImmRocketMq,
} from './details.ts';
import type { AliyunImmBatch, AliyunImmStatistic } from './task.ts';

const Input = builder.objectRef<AliyunImmInput>('AliyunImmInput').implement({
  description: 'The files that a batch works on.',
  fields: (t) => ({
    bucket: t.exposeString('bucket', { description: 'The bucket of Object Storage Service.' }),
    prefix: t.exposeString('prefix', { description: 'What the names of the files begin with.' }),
    matchExpressions: t.exposeStringList('matchExpressions', {
      nullable: false,
      description: 'What the names of the files have to match beside.',
    }),
  }),
});

const Action = builder.objectRef<AliyunImmAction>('AliyunImmAction').implement({
  description: 'What a batch does with each file.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The operation: `doc/convert`, for example.' }),
    parameters: t.exposeStringList('parameters', { nullable: false, description: 'Its parameters: `pages=3`.' }),
    fastFailPolicy: t.exposeString('fastFailPolicy', {
      description: '`abort` or `ignore`: what a failure means for the rest.',
    }),
  }),
});

const Mns = builder.objectRef<AliyunImmMns>('AliyunImmMns').implement({
  description: 'A topic of Message Service.',
  fields: (t) => ({
    topicName: t.exposeString('topicName', { description: "The topic's name." }),
    endpoint: t.exposeString('endpoint', { description: 'Where the topic is.' }),
  }),
});

const RocketMq = builder.objectRef<AliyunImmRocketMq>('AliyunImmRocketMq').implement({
  description: 'A topic of RocketMQ.',
  fields: (t) => ({
    endpoint: t.exposeString('endpoint', { description: 'Where the topic is.' }),
    topicName: t.exposeString('topicName', { description: "The topic's name." }),
    instanceId: t.exposeString('instanceId', { description: "The instance's id." }),
  }),
});

const Notification = builder.objectRef<AliyunImmNotification>('AliyunImmNotification').implement({
  description: 'Where a batch tells of its results.',
  fields: (t) => ({
    endpoint: t.exposeString('endpoint', { description: 'The endpoint of Message Service.' }),
    topic: t.exposeString('topic', { description: 'The topic of Message Service.' }),
    mns: t.expose('mns', { type: Mns, description: 'The topic of Message Service, where one is named.' }),
    rocketMq: t.expose('rocketMq', { type: RocketMq, description: 'The topic of RocketMQ, where one is named.' }),
  }),
});

const Statistic = builder.objectRef<AliyunImmStatistic>('AliyunImmStatistic').implement({
  description: 'How many files were handed to the actions.',
  fields: (t) => ({
    submitSuccess: t.expose('submitSuccess', { type: 'SafeInt', description: 'Handed over.' }),
    submitFailure: t.expose('submitFailure', { type: 'SafeInt', description: 'Failed to be handed over.' }),
    skipFiles: t.expose('skipFiles', { type: 'SafeInt', description: 'Passed over.' }),
  }),
});

const AliyunImmBatchType = builder.objectRef<AliyunImmBatch>('AliyunImmBatch').implement({
  description: 'A batch of Alibaba Cloud Intelligent Media Management.',
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    phase: t.exposeString('phase', { description: 'Its phase: `IncrementalScanning`, for example.' }),
    marker: t.exposeString('marker', { description: 'The place in the bucket that it has reached.' }),
    serviceRole: t.exposeString('serviceRole', { description: 'The RAM role that it works as.' }),
    tags: t.expose('tags', { type: 'JSON', description: 'As the provider gives it: strings, numbers, booleans.' }),
    input: t.expose('input', { type: Input, description: 'The files that it works on.' }),
    actions: t.expose('actions', { type: [Action], nullable: false, description: 'What it does with each file.' }),
    notification: t.expose('notification', { type: Notification, description: 'Where it tells of its results.' }),
    statistic: t.expose('statistic', { type: Statistic, description: 'How many files were handed to the actions.' }),
  }),
});

const AliyunImmBatchConnection = connectionOf(
  'AliyunImmBatch',
  AliyunImmBatchType,
  'Batches of Intelligent Media Management.',
);

const State = builder.enumType('AliyunImmBatchState', {
  description: 'The states that the provider filters by.',
  values: {
    READY: { value: 'Ready', description: 'Not begun.' },
    RUNNING: { value: 'Running', description: 'Under way.' },
    FAILED: { value: 'Failed', description: 'Failed as a whole.' },
    SUSPENDED: { value: 'Suspended', description: 'Halted, and able to go on.' },
    SUCCEEDED: { value: 'Succeeded', description: 'Finished, whatever became of its files.' },
  } as const,
});

const Sort = builder.enumType('AliyunImmBatchSort', {
  description: 'What batches are ordered by.',
  values: {
    CREATE_TIME: { value: 'CreateTime', description: 'When they were created.' },
    UPDATE_TIME: { value: 'UpdateTime', description: 'When they last changed.' },
  } as const,
});

const Filter = builder.inputType('AliyunImmBatchFilter', {
  description: 'Which batches to list.',
  fields: (t) => ({
    state: t.field({ type: State, description: 'Only batches in this state.' }),
    tag: t.string({ description: 'Only batches with this tag: `key=value`.' }),
  }),
});

builder.queryField('aliyunImmBatches', (t) =>
  t.field({
    type: AliyunImmBatchConnection,
    description: 'The batches of a source of ALIYUN_IMM, newest first unless told otherwise.',
    args: {
      source: t.arg.string({ required: true, description: 'The name of a source of ALIYUN_IMM.' }),
      filter: t.arg({ type: Filter, description: 'Which batches to list; all of them without.' }),
      sort: t.arg({ type: Sort, description: 'What they are ordered by: CREATE_TIME unless told.' }),
      direction: t.arg({ type: OrderDirection, description: 'Which way they are ordered: DESC unless told.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { source, filter, sort, direction, ...page }, context) => {
      const { provider } = sourceOf(context.sources, 'ALIYUN_IMM', source);
      const state = filter?.state ?? null;
      const tag = filter?.tag ?? null;
      if (tag !== null) checkText(tag, 'filter.tag');
      const query = { state, tag, sort: sort ?? 'CreateTime', newestFirst: direction !== 'ASC' };
      return pageOf(context, provider.batches(query, context.caller), page, ['aliyunImmBatches', source, query]);
    },
  }),
);
