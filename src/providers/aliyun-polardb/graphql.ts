import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import type { AliyunPolarDbBatchTask } from './task.ts';

builder.objectRef<AliyunPolarDbBatchTask>('AliyunPolarDbBatchTask').implement({
  description: 'A batch of Alibaba Cloud PolarDB.',
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name that it was given.' }),
    taskType: t.exposeString('taskType', { description: '`polarclaw_install_skills`, for example.' }),
    applicationType: t.exposeString('applicationType', {
      description: 'The type of the application that it concerns.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
  }),
});
