import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { OrderDirection } from '../../schema/order-direction.ts';
import { pageOf } from '../../schema/page.ts';
import { taskDescription } from '../../schema/told.ts';
import { checkText, sourceOf } from '../../request/sources.ts';
import { InvalidArgumentError } from '../../tasks/errors.ts';
import type {
  AliyunImmAction,
  AliyunImmInput,
  AliyunImmMns,
  AliyunImmNotification,
  AliyunImmRocketMq,
} from './details.ts';
import { refuseTag } from './tag.ts';
import { aliyunImm } from './index.ts';
import type { AliyunImmBatch, AliyunImmStatistic } from './task.ts';

const Input = builder.objectRef<AliyunImmInput>('AliyunImmInput').implement({
  description: 'The files that a batch works on.',
  fields: (t) => ({
    bucket: t.exposeString('bucket', { description: 'The bucket of Object Storage Service.' }),
    prefix: t.exposeString('prefix', { description: 'The prefix of the names of the files.' }),
    matchExpressions: t.exposeStringList('matchExpressions', {
      nullable: false,
      description: 'Expressions that the names of the files must also match.',
    }),
  }),
});

const Action = builder.objectRef<AliyunImmAction>('AliyunImmAction').implement({
  description: 'What a batch does with each file.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The operation: `doc/convert`, for example.' }),
    parameters: t.exposeStringList('parameters', { nullable: false, description: 'Its parameters: `pages=3`.' }),
    fastFailPolicy: t.exposeString('fastFailPolicy', {
      description: 'What happens after a failure: `abort` or `ignore`.',
    }),
  }),
});

const Mns = builder.objectRef<AliyunImmMns>('AliyunImmMns').implement({
  description: 'A topic of Message Service.',
  fields: (t) => ({
    topicName: t.exposeString('topicName', { description: "The topic's name." }),
    endpoint: t.exposeString('endpoint', { description: 'The endpoint of the topic.' }),
  }),
});

const RocketMq = builder.objectRef<AliyunImmRocketMq>('AliyunImmRocketMq').implement({
  description: 'A topic of RocketMQ.',
  fields: (t) => ({
    endpoint: t.exposeString('endpoint', { description: 'The endpoint of the topic.' }),
    topicName: t.exposeString('topicName', { description: "The topic's name." }),
    instanceId: t.exposeString('instanceId', { description: "The instance's id." }),
  }),
});

const Notification = builder.objectRef<AliyunImmNotification>('AliyunImmNotification').implement({
  description: 'Where a batch sends notifications of its results.',
  fields: (t) => ({
    endpoint: t.exposeString('endpoint', { description: 'The endpoint of Message Service.' }),
    topic: t.exposeString('topic', { description: 'The topic of Message Service.' }),
    mns: t.expose('mns', { type: Mns, description: 'The topic of Message Service, if one is configured.' }),
    rocketMq: t.expose('rocketMq', { type: RocketMq, description: 'The topic of RocketMQ, if one is configured.' }),
  }),
});

const Statistic = builder.objectRef<AliyunImmStatistic>('AliyunImmStatistic').implement({
  description: 'The number of files that were submitted to the actions.',
  fields: (t) => ({
    submitSuccess: t.expose('submitSuccess', { type: 'SafeInt', description: 'Files that were submitted.' }),
    submitFailure: t.expose('submitFailure', { type: 'SafeInt', description: 'Files that could not be submitted.' }),
    skipFiles: t.expose('skipFiles', { type: 'SafeInt', description: 'Files that were skipped.' }),
  }),
});

const AliyunImmBatchType = builder.objectRef<AliyunImmBatch>('AliyunImmBatch').implement({
  description: taskDescription('A batch of Alibaba Cloud Intelligent Media Management.', aliyunImm),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    phase: t.exposeString('phase', { description: 'Its phase: `IncrementalScanning`, for example.' }),
    marker: t.exposeString('marker', { description: 'The position in the bucket that the scan has reached.' }),
    serviceRole: t.exposeString('serviceRole', { description: 'The RAM role that the batch uses.' }),
    tags: t.expose('tags', {
      type: 'JSON',
      description: 'The tags, as the provider sends them: strings, numbers, booleans.',
    }),
    input: t.expose('input', { type: Input, description: 'The files that it works on.' }),
    actions: t.expose('actions', { type: [Action], nullable: false, description: 'What it does with each file.' }),
    notification: t.expose('notification', {
      type: Notification,
      description: 'Where it sends notifications of its results.',
    }),
    statistic: t.expose('statistic', {
      type: Statistic,
      description: 'The number of files that were submitted to the actions.',
    }),
  }),
});

const AliyunImmBatchConnection = connectionOf(
  'AliyunImmBatch',
  AliyunImmBatchType,
  'Batches of Intelligent Media Management.',
);

const State = builder.enumType('AliyunImmBatchState', {
  description: 'The states that the provider can filter by.',
  values: {
    READY: { value: 'Ready', description: 'Not started yet.' },
    RUNNING: { value: 'Running', description: 'In progress.' },
    FAILED: { value: 'Failed', description: 'Failed as a whole.' },
    SUSPENDED: { value: 'Suspended', description: 'Paused; it can be resumed.' },
    SUCCEEDED: { value: 'Succeeded', description: 'Finished; some of its files may have failed.' },
  } as const,
});

const Sort = builder.enumType('AliyunImmBatchSort', {
  description: 'The time that batches are ordered by.',
  values: {
    CREATE_TIME: { value: 'CreateTime', description: 'The time of creation.' },
    UPDATE_TIME: { value: 'UpdateTime', description: 'The time of the last change.' },
  } as const,
});

const Filter = builder.inputType('AliyunImmBatchFilter', {
  description: 'Selects batches.',
  fields: (t) => ({
    state: t.field({ type: State, description: 'Only batches with this state.' }),
    tag: t.string({
      description: 'Only batches with this tag: `key=value`; with all of several that are joined by commas.',
    }),
  }),
});

function checkTag(tag: string, argument: string): void {
  checkText(tag, argument);
  const complaint = refuseTag(tag);
  if (complaint !== null) throw new InvalidArgumentError(argument, complaint);
}

builder.queryField('aliyunImmBatches', (t) =>
  t.field({
    type: AliyunImmBatchConnection,
    description: 'The batches of a source of ALIYUN_IMM, newest first by default.',
    args: {
      source: t.arg.string({ required: true, description: 'The key of a source of ALIYUN_IMM.' }),
      filter: t.arg({ type: Filter, description: 'Selects batches; all batches if absent.' }),
      sort: t.arg({ type: Sort, description: 'The time to order by; CREATE_TIME by default.' }),
      direction: t.arg({ type: OrderDirection, description: 'The order; DESC by default.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { source, filter, sort, direction, ...page }, context) => {
      const { provider } = sourceOf(context.sources, 'ALIYUN_IMM', source);
      const state = filter?.state ?? null;
      const tag = filter?.tag ?? null;
      if (tag !== null) checkTag(tag, 'filter.tag');
      const query = { state, tag, sort: sort ?? 'CreateTime', newestFirst: direction !== 'ASC' };
      return pageOf(context, provider.batches(query, context.caller), page, ['aliyunImmBatches', source, query]);
    },
  }),
);
