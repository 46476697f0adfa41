import type { SourceConfig } from './config/source.ts';
import { credentialsOf } from './credentials.ts';
import { providerModules, type ConnectedProvider } from './providers/index.ts';
import type { ConnectedSource, Sources } from './sources.ts';
import type { ProviderModule } from './tasks/provider.ts';
import type { ProviderName, Source } from './tasks/task.ts';
import { createUpstream } from './upstream/client.ts';
import type { Sender } from './upstream/send.ts';

/** How long one attempt of an upstream call may take unless the source says otherwise, in milliseconds. */
const defaultAttemptMs = 3_000;

function connectSource(config: SourceConfig, send: Sender): ConnectedSource {
  const module: ProviderModule = providerModules[config.provider];
  const source: Source = {
    key: config.key,
    provider: config.provider,
    region: config.region ?? null,
    project: config.project ?? null,
    canList: module.canList,
  };
  const upstream = createUpstream({
    source: config.key,
    origin: config.endpoint ?? module.endpoint(config),
    cloud: module.cloud,
    credentials: credentialsOf(config.credentials),
    send,
    attemptMs: config.limits?.attemptMs ?? defaultAttemptMs,
    now: () => new Date(),
  });
  const provider = module.connect(source, config, upstream) as ConnectedProvider<ProviderName>;
  // The name and the provider come from the same entry of the table, which the type cannot follow.
  return { name: config.provider, source, module, provider } as ConnectedSource;
}

/** Every configured source with its provider, in the order of the configuration. */
export const connectSources = (configs: readonly SourceConfig[], send: Sender): Sources =>
  new Map(configs.map((config) => [config.key, connectSource(config, send)]));
