import type { Context } from '../request/context.ts';
import { checkTaskId, sourceNamed } from '../request/sources.ts';
import { decodeGlobalId } from '../request/global-id.ts';
import type { LoadedTask } from '../tasks/loader.ts';
import type { Source } from '../tasks/task.ts';
import { BatchTaskInterface } from './batch-task.ts';
import { builder } from './builder.ts';
import { SourceType } from './source.ts';

/** The source or task that a global id names; null where the source is not configured or not the caller's to see. */
function nodeById({ sources, task }: Context, id: string, argument: string): LoadedTask | Source {
  const globalId = decodeGlobalId(id, argument);
  const found = sources.get(globalId.sourceKey);
  if (globalId.kind === 'source') return found?.source ?? null;
  if (found?.name !== globalId.provider) return null;
  checkTaskId(found, globalId.taskId, argument);
  return task(found, globalId.taskId);
}

/** As `nodeById`, with what is wrong with an id as its value: one bad id harms no other. */
function nodeOrError(context: Context, id: string, index: number): ReturnType<typeof nodeById> | Error {
  try {
    return nodeById(context, id, `ids[${index}]`);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    description: 'Anything by its global id; null where there is no such thing.',
    args: { id: t.arg.id({ required: true, description: 'A global id, as any `id` field gives it.' }) },
    resolve: (_root, { id }, context) => nodeById(context, id, 'id'),
  }),

  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: 'Many things by their global ids, in their order, in as few upstream calls as there can be.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids, as any `id` field gives them.' }) },
    resolve: (_root, { ids }, context) => ids.map((id, index) => nodeOrError(context, id, index)),
  }),

  sources: t.field({
    type: [SourceType],
    nullable: false,
    description: 'All sources that the caller may see, in the order of the configuration.',
    resolve: (_root, _arguments, { sources }) => Array.from(sources.values(), ({ source }) => source),
  }),

  source: t.field({
    type: SourceType,
    description: 'One source by its name in the configuration; null where there is none.',
    args: { key: t.arg.string({ required: true, description: 'Its name in the configuration.' }) },
    resolve: (_root, { key }, { sources }) => sources.get(key)?.source ?? null,
  }),

  batchTask: t.field({
    type: BatchTaskInterface,
    description: "Any provider's task by the provider's own id; null where there is no such task.",
    args: {
      source: t.arg.string({ required: true, description: 'The name of a source.' }),
      taskId: t.arg.string({ required: true, description: "The provider's own id, at most 256 characters." }),
    },
    resolve: (_root, { source, taskId }, { sources, task }) => {
      const found = sourceNamed(sources, source);
      checkTaskId(found, taskId, 'taskId');
      return task(found, taskId);
    },
  }),
}));
