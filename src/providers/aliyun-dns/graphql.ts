import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { failuresPage, TaskFailureConnection } from '../../schema/failures.ts';
import { pageOf } from '../../schema/page.ts';
import { taskDescription } from '../../schema/told.ts';
import { checkTaskId, sourceOf } from '../../request/sources.ts';
import type { AliyunDnsBatchDetail } from './detail.ts';
import { aliyunDns } from './index.ts';
import type { AliyunDnsBatchTask } from './task.ts';

const BatchType = builder.enumType('AliyunDnsBatchType', {
  description: 'What a batch of Alibaba Cloud DNS does.',
  values: {
    DOMAIN_ADD: { description: 'Adds domains.' },
    DOMAIN_DEL: { description: 'Deletes domains.' },
    RR_ADD: { description: 'Adds resource records.' },
    RR_DEL: { description: 'Deletes resource records.' },
  } as const,
});

const Language = builder.enumType('Language', {
  description: 'The language of a text of the provider.',
  values: { ZH: { value: 'zh', description: 'Chinese.' }, EN: { value: 'en', description: 'English.' } } as const,
});

const Detail = builder.objectRef<AliyunDnsBatchDetail>('AliyunDnsBatchDetail').implement({
  description: 'The result of one domain or record of a batch.',
  fields: (t) => ({
    succeeded: t.exposeBoolean('succeeded', { description: 'Whether the change succeeded.' }),
    domain: t.exposeString('domain', { description: 'The domain.' }),
    rr: t.exposeString('rr', { description: 'The host record: `www`, or `@` for the domain itself.' }),
    newRr: t.exposeString('newRr', { description: 'The host record after a change.' }),
    type: t.exposeString('type', { description: "The record's type: `A`, `CNAME`." }),
    value: t.exposeString('value', { description: "The record's value." }),
    newValue: t.exposeString('newValue', { description: "The record's value after a change." }),
    line: t.exposeString('line', { description: 'The resolution line.' }),
    priority: t.exposeString('priority', { description: 'The priority of an MX record, as the provider writes it.' }),
    ttl: t.exposeString('ttl', { description: 'The time to live in seconds, as the provider writes it.' }),
    recordId: t.exposeString('recordId', { description: "The record's id, as text: long numbers keep all digits." }),
    recordStatus: t.exposeString('recordStatus', { description: "The record's status, in the provider's words." }),
    remark: t.exposeString('remark', { description: 'The remark of the record.' }),
    reason: t.exposeString('reason', { description: 'Why it failed.' }),
    batchType: t.exposeString('batchType', { description: 'The type of the batch.' }),
    operatedAt: t.expose('operatedAt', { type: 'DateTime', description: 'When the change was made.' }),
  }),
});

const DetailConnection = connectionOf(
  'AliyunDnsBatchDetail',
  Detail,
  'The results of a batch, in the order of the provider.',
);

const AliyunDnsBatchTaskType = builder.objectRef<AliyunDnsBatchTask>('AliyunDnsBatchTask').implement({
  description: taskDescription(
    'A batch of Alibaba Cloud DNS. It has no time: it comes last in a timeline (first with ASC), falls out of every filter by ' +
      'time, and makes `totalCount` null on pages that do not reach it.',
    aliyunDns,
  ),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    batchType: t.exposeString('batchType', { description: 'DOMAIN_ADD, DOMAIN_DEL, RR_ADD or RR_DEL.' }),
    details: t.field({
      type: DetailConnection,
      description: 'The results of its domains or records.',
      args: pageArguments(t.arg),
      resolve: ({ source, taskId }, page, context) => {
        const { provider } = sourceOf(context.sources, 'ALIYUN_DNS', source.key);
        return pageOf(context, provider.details(taskId, context.caller), page, ['details', source.key, taskId]);
      },
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description: 'The domains and records that failed.',
      args: pageArguments(t.arg),
      resolve: (task, page, context) => {
        const { provider } = sourceOf(context.sources, 'ALIYUN_DNS', task.source.key);
        return failuresPage(task, provider.failures(task.taskId, context.caller), page, context);
      },
    }),
  }),
});

builder.queryField('aliyunDnsBatchTask', (t) =>
  t.field({
    type: AliyunDnsBatchTaskType,
    description:
      'A batch of Alibaba Cloud DNS: the one with this id, else the last of the account. Null if there is none.',
    args: {
      source: t.arg.string({ required: true, description: 'The key of a source of ALIYUN_DNS.' }),
      taskId: t.arg.string({ description: "The provider's own id: digits. Without it, the last batch." }),
      batchType: t.arg({ type: BatchType, description: 'Only batches of this type.' }),
      language: t.arg({
        type: Language,
        description:
          "The language of `failureReason` only; the provider's default is ZH. The texts of `details` and `failures` are in ZH.",
      }),
    },
    resolve: (_root, { source, taskId, batchType, language }, { sources, caller }) => {
      const found = sourceOf(sources, 'ALIYUN_DNS', source);
      const wanted = { batchType: batchType ?? undefined, language: language ?? undefined };
      if (taskId === null || taskId === undefined) return found.provider.last(wanted, caller);
      checkTaskId(found, taskId, 'taskId');
      return found.provider.byId(taskId, wanted, caller);
    },
  }),
);
