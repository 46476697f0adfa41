import { sourceGlobalId } from '../request/global-id.ts';
import type { Source } from '../tasks/task.ts';
import { builder } from './builder.ts';

export const Provider = builder.enumType('Provider', {
  description: 'The upstream APIs that Taskline knows.',
  values: {
    ALIYUN_DNS: { description: 'Alibaba Cloud DNS: domains and records added or deleted in batches.' },
    ALIYUN_ECS: {
      description: 'Alibaba Cloud ECS: images imported and exported, disks changed, instances redeployed.',
    },
    ALIYUN_IMM: {
      description: 'Alibaba Cloud Intelligent Media Management: the files of a bucket processed in batches.',
    },
    ALIYUN_POLARDB: { description: 'Alibaba Cloud PolarDB: skills installed over a fleet of instances.' },
    HUAWEI_DNS: {
      description: 'Huawei Cloud DNS: public zones and record sets created, changed or deleted in batches.',
    },
  } as const,
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
      description: 'Whether the provider can list its tasks. ALIYUN_DNS cannot: it knows the last task of each type.',
    }),
  }),
});
