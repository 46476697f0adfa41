import type { ProviderModule } from '../tasks/provider.ts';
import type { ProviderName } from '../tasks/task.ts';
import { aliyunDns } from './aliyun-dns/index.ts';
import { aliyunEcs } from './aliyun-ecs/index.ts';
import { aliyunImm } from './aliyun-imm/index.ts';
import { aliyunPolarDb } from './aliyun-polardb/index.ts';
import { huaweiDns } from './huawei-dns/index.ts';

/** All providers, by the names that the configuration and the schema know them by. */
export const providerModules = {
  ALIYUN_DNS: aliyunDns,
  ALIYUN_ECS: aliyunEcs,
  ALIYUN_IMM: aliyunImm,
  ALIYUN_POLARDB: aliyunPolarDb,
  HUAWEI_DNS: huaweiDns,
} as const satisfies Record<ProviderName, ProviderModule>;

/** What the provider of a name offers over a source. */
export type ConnectedProvider<Name extends ProviderName> = ReturnType<(typeof providerModules)[Name]['connect']>;
