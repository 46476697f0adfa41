import { providerModules } from '../providers/modules.ts';
import { sourceGlobalId } from '../request/global-id.ts';
import type { Source } from '../tasks/task.ts';
import { builder } from './builder.ts';

/** The upstream APIs. */
export const Provider = builder.enumType('Provider', {
  description: 'The upstream APIs that Taskline supports.',
  values: Object.fromEntries(Object.values(providerModules).map(({ name, description }) => [name, { description }])),
});

/** A configured source. */
export const SourceType = builder.objectRef<Source>('Source').implement({
  description: 'A configured upstream: one provider with one account, and a region or project where it has them.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'The global id, for `node` and `nodes`.',
      resolve: (source) => sourceGlobalId(source.key),
    }),
    key: t.exposeString('key', { nullable: false, description: 'Its key in the configuration.' }),
    provider: t.expose('provider', { type: Provider, nullable: false, description: 'The upstream API.' }),
    region: t.exposeString('region', { description: 'The region; null if none is configured.' }),
    project: t.exposeString('project', { description: 'The project; null if the API has no projects.' }),
    canList: t.exposeBoolean('canList', {
      nullable: false,
      description:
        'Whether the provider can list all of its tasks. If not, the timeline has the last tasks that the provider reports; ' +
        'a source whose tasks can only be read by id is not part of the timeline.',
    }),
  }),
});
