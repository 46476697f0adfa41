import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import type { HuaweiDnsBatchTask } from './task.ts';

builder.objectRef<HuaweiDnsBatchTask>('HuaweiDnsBatchTask').implement({
  description: 'A batch of Huawei Cloud DNS over public zones and their record sets.',
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    type: t.exposeString('type', {
      description: 'batch_create_zone, create, import_recordset, delete, batch_update_rs or transfer.',
    }),
  }),
});
