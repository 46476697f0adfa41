import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { SharedConfig, StoreAddress } from '../config/shared.ts';

/** A connection to the store. */
export type StoreClient = Redis | Cluster;

/** The longest pause between two attempts to connect, in milliseconds. */
const longestPauseMs = 500;

/** The pause before the next attempt to connect: twice as long each time, with jitter, so that replicas do not come back together. */
const pauseMs = (attempt: number): number =>
  Math.min(longestPauseMs, 25 * 2 ** Math.min(attempt, 10)) * (0.75 + Math.random() / 2);

/** The client gives a command up this much later than `inTime` does, which is to be first, in milliseconds. */
const spareMs = 1_000;

/** Nothing waits for the store: a command is sent at once or not at all, never again, and given up if it is not answered in time. */
function optionsOf({ username, password, tls, database }: StoreAddress, timeoutMs: number): RedisOptions {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    db: database,
    lazyConnect: true,
    enableOfflineQueue: false,
    // The ready check asks INFO, which a user may lack the permission for, and writes to standard error. The store is asked PING instead.
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
