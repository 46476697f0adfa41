import { providerModules } from '../providers/modules.ts';
import { sourceGlobalId } from '../request/global-id.ts';
import type { Source } from '../tasks/task.ts';
import { builder } from './builder.ts';

export const Provider = builder.enumType('Provider', {
  description: 'The upstream APIs that Taskline knows.',
  values: Object.fromEntries(Object.values(providerModules).map(({ name, description }) => [name, { description }])),
});

export const SourceType = builder.objectRef<Source>('Source').implement({
  description: 'A configured place to ask: one provider, one account, one region, one project.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global: `node(id:)` takes it.',
      resolve: (source) => sourceGlobalId(source.key),
    }),
    key: t.exposeString('key', { nullable: false, description: 'Its name in the configuration.' }),
    provider: t.expose('provider', { type: Provider, nullable: false, description: 'The API that it asks.' }),
    region: t.exposeString('region', { description: 'The region that it asks, where the API has regions.' }),
    project: t.exposeString('project', { description: 'The project that it asks, where the API has projects.' }),
    canList: t.exposeBoolean('canList', {
      nullable: false,
      description:
        'Whether the provider can list all of its tasks. Where it cannot, a timeline has the last ones that it tells of, ' +
        'or leaves the source out where it tells of tasks by their ids alone.',
    }),
  }),
});
