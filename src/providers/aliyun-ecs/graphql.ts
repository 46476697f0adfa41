import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import type { AliyunEcsTask } from './task.ts';

builder.objectRef<AliyunEcsTask>('AliyunEcsTask').implement({
  description: 'An asynchronous task of Alibaba Cloud ECS.',
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    action: t.exposeString('action', {
      description: 'ImportImage, ExportImage, RedeployInstance, ModifyDiskSpec or ArchiveSnapshot.',
    }),
    resourceId: t.exposeString('resourceId', { description: 'The image, instance or disk that the task works on.' }),
    supportsCancel: t.exposeBoolean('supportsCancel', { description: 'Whether the task can be called off.' }),
  }),
});
