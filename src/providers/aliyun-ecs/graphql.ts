import { BatchTaskInterface } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { pageOf } from '../../schema/page.ts';
import { taskDescription } from '../../schema/told.ts';
import { checkTaskId, checkText, sourceOf, type SourceOf } from '../../request/sources.ts';
import { InvalidArgumentError } from '../../tasks/errors.ts';
import { checkSize } from './filter-size.ts';
import type { EcsTaskFilter } from './list.ts';
import { aliyunEcs } from './index.ts';
import type { AliyunEcsTask } from './task.ts';

const AliyunEcsTaskType = builder.objectRef<AliyunEcsTask>('AliyunEcsTask').implement({
  description: taskDescription('An asynchronous task of Alibaba Cloud ECS.', aliyunEcs),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    action: t.exposeString('action', {
      description: 'ImportImage, ExportImage, RedeployInstance, ModifyDiskSpec or ArchiveSnapshot.',
    }),
    resourceId: t.exposeString('resourceId', { description: 'The image, instance or disk that the task works on.' }),
    supportsCancel: t.exposeBoolean('supportsCancel', { description: 'Whether the task can be canceled.' }),
  }),
});

const AliyunEcsTaskConnection = connectionOf('AliyunEcsTask', AliyunEcsTaskType, 'Tasks of ECS, newest first.');

const Status = builder.enumType('AliyunEcsTaskStatus', {
  description: 'The statuses that the provider can filter by.',
  values: {
    FINISHED: { value: 'Finished', description: 'Succeeded.' },
    PROCESSING: { value: 'Processing', description: 'In progress.' },
    FAILED: { value: 'Failed', description: 'Failed.' },
  } as const,
});

const Filter = builder.inputType('AliyunEcsTaskFilter', {
  description: 'Selects tasks. An empty list matches nothing; null does not filter.',
  fields: (t) => ({
    taskIds: t.stringList({
      description: 'Only tasks with these ids of the provider: at most 100, and 7,000 characters in the filter.',
    }),
    action: t.string({ description: 'Only tasks of this action: `ImportImage`, for example.' }),
    status: t.field({ type: Status, description: 'Only tasks with this status.' }),
    createdAfter: t.field({ type: 'DateTime', description: 'Only tasks created at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Only tasks created before this time.' }),
    resourceIds: t.stringList({ description: 'Only tasks on these images, instances or disks: at most 100.' }),
  }),
});

/** The most ids that a filter of the provider takes. */
const maximumIds = 100;

function checkIds(
  ids: readonly string[] | null,
  argument: string,
  check: (id: string, argument: string) => void,
): void {
  if (ids && ids.length > maximumIds) throw new InvalidArgumentError(argument, `must name ${maximumIds} at most`);
  for (const [index, id] of (ids ?? []).entries()) check(id, `${argument}[${index}]`);
}

function readFilter(
  given: typeof Filter.$inferInput | null | undefined,
  source: SourceOf<'ALIYUN_ECS'>,
): EcsTaskFilter {
  const filter: EcsTaskFilter = {
    taskIds: given?.taskIds ?? null,
    action: given?.action ?? null,
    status: given?.status ?? null,
    createdAfter: given?.createdAfter ?? null,
    createdBefore: given?.createdBefore ?? null,
    resourceIds: given?.resourceIds ?? null,
  };
  checkIds(filter.taskIds, 'filter.taskIds', (id, argument) => checkTaskId(source, id, argument));
  checkIds(filter.resourceIds, 'filter.resourceIds', checkText);
  if (filter.action !== null) checkText(filter.action, 'filter.action');
  checkSize(filter);
  return filter;
}

builder.queryField('aliyunEcsTasks', (t) =>
  t.field({
    type: AliyunEcsTaskConnection,
    description: 'The tasks of a source of ALIYUN_ECS, newest first.',
    args: {
      source: t.arg.string({ required: true, description: 'The key of a source of ALIYUN_ECS.' }),
      filter: t.arg({ type: Filter, description: 'Selects tasks; all tasks if absent.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { source, filter: given, ...page }, context) => {
      const found = sourceOf(context.sources, 'ALIYUN_ECS', source);
      const filter = readFilter(given, found);
      return pageOf(context, found.provider.tasks(filter, context.caller), page, ['aliyunEcsTasks', source, filter]);
    },
  }),
);
