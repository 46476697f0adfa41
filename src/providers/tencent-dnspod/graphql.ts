import { listOfItems } from '../../pagination/index.ts';
import { BatchTaskInterface, BatchTaskStatus } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { failuresBinding, TaskFailureConnection } from '../../schema/failures.ts';
import { pageOf } from '../../schema/page.ts';
import { taskDescription } from '../../schema/told.ts';
import { type TencentDnsPodBatchDetail, toFailures } from './detail.ts';
import type { TencentDnsPodBatchRecord } from './record.ts';
import { tencentDnsPod } from './index.ts';
import type { TencentDnsPodBatchTask } from './task.ts';

const BatchRecord = builder.objectRef<TencentDnsPodBatchRecord>('TencentDnsPodBatchRecord').implement({
  description: 'The result of one record of a batch.',
  fields: (t) => ({
    recordId: t.exposeString('recordId', { description: "The record's id, as text: long numbers keep all digits." }),
    subDomain: t.exposeString('subDomain', { description: 'The host record: `www`, or `@` for the domain itself.' }),
    type: t.exposeString('type', { description: "The record's type: `A`, `CNAME`." }),
    line: t.exposeString('line', { description: 'The resolution line.' }),
    value: t.exposeString('value', { description: "The record's value." }),
    ttl: t.expose('ttl', { type: 'SafeInt', description: 'The time to live in seconds.' }),
    priority: t.expose('priority', { type: 'SafeInt', description: 'The priority of an MX record.' }),
    weight: t.expose('weight', { type: 'SafeInt', description: 'The weight of the record among those of its name.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether the record is in effect.' }),
    remark: t.exposeString('remark', { description: 'The remark of the record.' }),
    operation: t.exposeString('operation', { description: "What is done with it, in the provider's term: `edit`." }),
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'The status.' }),
    providerStatus: t.exposeString('providerStatus', { description: "The provider's own status." }),
    errorMessage: t.exposeString('errorMessage', { description: "Why it failed, in the provider's words." }),
  }),
});

const RecordConnection = connectionOf(
  'TencentDnsPodBatchRecord',
  BatchRecord,
  'The results of the records of a domain, in the order of the provider.',
);

const Detail = builder.objectRef<TencentDnsPodBatchDetail>('TencentDnsPodBatchDetail').implement({
  description: 'The result of one domain of a batch.',
  fields: (t) => ({
    domain: t.exposeString('domain', { description: 'The domain.' }),
    domainId: t.exposeString('domainId', { description: "The domain's id, as text: long numbers keep all digits." }),
    domainGrade: t.exposeString('domainGrade', { description: "The domain's plan: `DP_FREE`, for example." }),
    operation: t.exposeString('operation', { description: "What is done with it, in the provider's term: `remove`." }),
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'The status.' }),
    providerStatus: t.exposeString('providerStatus', { description: "The provider's own status." }),
    errorMessage: t.exposeString('errorMessage', { description: "Why it failed, in the provider's words." }),
    records: t.field({
      type: RecordConnection,
      description: 'The results of its records. Takes no further upstream call.',
      args: pageArguments(t.arg),
      resolve: ({ place, allRecords }, page, context) =>
        pageOf(context, listOfItems(allRecords), page, ['records', ...place]),
    }),
  }),
});

const DetailConnection = connectionOf(
  'TencentDnsPodBatchDetail',
  Detail,
  'The results of a batch, in the order of the provider.',
);

builder.objectRef<TencentDnsPodBatchTask>('TencentDnsPodBatchTask').implement({
  description: taskDescription(
    'A batch of Tencent Cloud DNSPod. The provider has no status of its own for it: it follows from the counts.',
    tencentDnsPod,
  ),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    jobType: t.exposeString('jobType', { description: 'The type of the batch: `record_modify`, for example.' }),
    details: t.field({
      type: DetailConnection,
      description: 'The results of its domains. Takes no further upstream call.',
      args: pageArguments(t.arg),
      resolve: ({ source, taskId, allDetails }, page, context) =>
        pageOf(context, listOfItems(allDetails), page, ['details', source.key, taskId]),
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description: 'The domains and records that failed. Takes no further upstream call.',
      args: pageArguments(t.arg),
      resolve: (task, page, context) =>
        pageOf(
          context,
          listOfItems(task.allDetails.flatMap((detail) => (detail ? toFailures(detail) : []))),
          page,
          failuresBinding(task),
        ),
    }),
  }),
});
