import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { SharedConfig, StoreAddress } from '../config/shared.ts';

/** A connection to the store. */
export type StoreClient = Redis | Cluster;

/** The longest pause between two attempts to connect, in milliseconds. */
const longestPauseMs = 500;

/** Twice as long each time; give or take a quarter, so that replicas do not come back together. */
const pauseMs = (attempt: number): number =>
  Math.min(longestPauseMs, 25 * 2 ** Math.min(attempt, 10)) * (0.75 + Math.random() / 2);

/** The client itself gives a command up late: `inTime` does so before. */
const spareMs = 1_000;

/** Nothing waits for the store: a command is sent at once or not at all, once, and answered in time or given up. */
function optionsOf({ username, password, tls, database }: StoreAddress, timeoutMs: number): RedisOptions {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    db: database,
    lazyConnect: true,
    enableOfflineQueue: false,
    // It asks INFO, which a user may not be allowed, and says so on standard error; the store is asked PING.
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs + spareMs,
    connectTimeout: 1_000,
    disableClientInfo: true,
    autoResubscribe: false,
    retryStrategy: pauseMs,
  };
}

/** A connection to the store, not opened yet; it opens itself again whenever it is lost. */
export function createStoreClient({ url: address, timeoutMs }: SharedConfig): StoreClient {
  const { place } = address;
  const options = optionsOf(address, timeoutMs);
  switch (place.kind) {
    case 'server':
      return new Redis({ ...options, ...place.host });
    case 'socket':
      return new Redis({ ...options, path: place.path });
    case 'sentinel': {
      const { sentinels, master } = place;
      return new Redis({
        ...options,
        sentinels: [...sentinels],
        name: master,
        sentinelRetryStrategy: pauseMs,
        // Else the master would be spoken to without TLS, whatever the URL says.
        enableTLSForSentinelMode: address.tls,
      });
    }
    case 'cluster': {
      const { lazyConnect, enableOfflineQueue, ...redisOptions } = options;
      return new Cluster([...place.hosts], {
        redisOptions,
        lazyConnect: lazyConnect === true,
        enableOfflineQueue: enableOfflineQueue === true,
        enableReadyCheck: false,
        clusterRetryStrategy: pauseMs,
      });
    }
  }
}
