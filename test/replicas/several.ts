import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import type { Config } from '#src/config/load.ts';
import { sharedSchema } from '#src/config/shared.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { startGateway } from '#test/discipline/gateway.ts';

/** Long enough for a busy machine: a store that is not answered in time is gone on without. */
export const patientMs = 5_000;

export interface SeveralOptions {
  readonly timeoutMs?: number;
  readonly config?: Partial<Config>;
}

/** Three gateways over the same sources that share a store. */
export function startSeveral(
  url: string,
  sources: readonly SourceConfig[],
  { timeoutMs = patientMs, config = {} }: SeveralOptions = {},
) {
  const shared = sharedSchema.parse({ url, timeoutMs });
  const start = () => startGateway(sources, { shared, explain: true, ...config });
  return Promise.all([start(), start(), start()]);
}

/** A client of the store that is no replica. */
export function connectStranger(port: number): Redis {
  const stranger = new Redis(port);
  onTestFinished(() => stranger.disconnect());
  return stranger;
}

/** The keys of what lies in the store, of answers or of leases. */
export const keysIn = (stranger: Redis, kind: 'answer' | 'lease'): Promise<string[]> => stranger.keys(`*:${kind}:*`);
