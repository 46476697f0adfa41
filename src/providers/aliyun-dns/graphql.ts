import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { checkTaskId, sourceOf } from '../../sources.ts';
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
  description: 'The language of the texts in an answer.',
  values: { ZH: { value: 'zh', description: 'Chinese.' }, EN: { value: 'en', description: 'English.' } } as const,
});

const AliyunDnsBatchTaskType = builder.objectRef<AliyunDnsBatchTask>('AliyunDnsBatchTask').implement({
  description: 'A batch of Alibaba Cloud DNS.',
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    batchType: t.exposeString('batchType', { description: 'DOMAIN_ADD, DOMAIN_DEL, RR_ADD or RR_DEL.' }),
  }),
});

builder.queryField('aliyunDnsBatchTask', (t) =>
  t.field({
    type: AliyunDnsBatchTaskType,
    description:
      'A batch of Alibaba Cloud DNS: the one named, or else the last of the account. Null where there is none.',
    args: {
      source: t.arg.string({ required: true, description: 'The name of a source of ALIYUN_DNS.' }),
      taskId: t.arg.string({ description: "The provider's own id: digits. Without it, the last batch." }),
      batchType: t.arg({ type: BatchType, description: 'Only batches of this type.' }),
      language: t.arg({
        type: Language,
        description: "The language of `failureReason`; the provider's default is ZH.",
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
