import { BatchTaskInterface } from './batch-task.ts';
import { builder } from './builder.ts';
import { byEitherName, byId, byIds, listsSources, takesNoCall } from './cost.ts';
import { nodesByIds } from './find-nodes.ts';
import { nodeById, taskByEitherName } from './find-task.ts';
import { SourceType } from './source.ts';

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    extensions: byId,
    description: 'An object by its global id; null if it does not exist.',
    args: { id: t.arg.id({ required: true, description: 'A global id: the value of an `id` field.' }) },
    resolve: (_root, { id }, context) => nodeById(context, id, 'id'),
  }),

  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    extensions: byIds,
    description:
      'Objects by their global ids, in the same order. Tasks of ALIYUN_ECS are fetched by 100 ids in a call, those of the ' +
      'other providers by one.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids: values of `id` fields.' }) },
    resolve: (_root, { ids }, context) => nodesByIds(context, ids),
  }),

  sources: t.field({
    type: [SourceType],
    nullable: false,
    extensions: listsSources,
    description: 'All sources that the caller may see, in the order of the configuration.',
    resolve: (_root, _arguments, { sources }) => Array.from(sources.values(), ({ source }) => source),
  }),

  source: t.field({
    type: SourceType,
    extensions: takesNoCall,
    description: 'A source by its key; null if it does not exist.',
    args: { key: t.arg.string({ required: true, description: "The source's key in the configuration." }) },
    resolve: (_root, { key }, { sources }) => sources.get(key)?.source ?? null,
  }),

  batchTask: t.field({
    type: BatchTaskInterface,
    extensions: byEitherName,
    description:
      "A task of any provider: by its global id, or by its source and the provider's own id. Null if it does not exist.",
    args: {
      id: t.arg.id({ description: 'Its global id: the value of an `id` field. Excludes `source` and `taskId`.' }),
      source: t.arg.string({
        required: true,
        defaultValue: '',
        description: 'The key of a source; needs `taskId`, and excludes `id`.',
      }),
      taskId: t.arg.string({
        required: true,
        defaultValue: '',
        description: "The provider's own id, at most 256 characters; needs `source`, and excludes `id`.",
      }),
    },
    resolve: (_root, name, context) => taskByEitherName(context, name),
  }),
}));
