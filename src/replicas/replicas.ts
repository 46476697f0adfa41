import type { RequestLots } from '../access/shared-requests.ts';
import type { SharedConfig } from '../config/shared.ts';
import type { WatchNews } from '../live/watch-news.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { Source } from '../tasks/task.ts';
import type { RateLimits } from '../upstream/rate.ts';
import type { ShareKey } from '../upstream/shared-key.ts';
import type { RateTogether } from '../upstream/shared-rate.ts';
import { CallerRequests } from './caller-requests.ts';
import { HookClaims } from './hook-claims.ts';
import { createSharedAnswers, type SharedAnswersOf } from './shared-answers.ts';
import { keysSharedBy } from './shared-key.ts';
import { SourceRate } from './source-rate.ts';
import { StoreWatchNews } from './store-watch-news.ts';
import { Store } from './store.ts';
import type { StoreNotice } from './store-notice.ts';

/** What a replica shares with the others by the store. Where the store is away, each goes on by itself. */
export interface Replicas {
  /** The store, as far as metrics tell of it. */
  readonly store: Pick<Store, 'isJoined' | 'ignored'>;
  /** The answers of a source; the identity says what it is. */
  readonly answersOf: SharedAnswersOf;
  /** The rate at which all replicas together ask a source. */
  rateOf(source: string, limits: RateLimits): RateTogether;
  /** What all replicas know of an access key, which is given as a text. */
  readonly shareKey: (key: string) => ShareKey;
  /** What replicas that watch a source tell each other. */
  watchNewsOf(source: Source, identity: string): WatchNews;
  /** The requests that each caller may send to all replicas in a second. */
  requestsOfCallers(perSecond: number): RequestLots;
  /** The messages of a hook, each of which one replica delivers. */
  claimsOf(hook: string): HookClaims;
  leave(): void;
}

/** What a replica needs to join. */
export interface JoinOptions {
  /** What only replicas with the same configuration have. */
  readonly secrets: readonly string[];
  readonly turns: ProcessorTurns;
  readonly notice: StoreNotice;
}

/** Joins the other replicas by their store; after a second at most it goes on without, and joins them later. */
export async function joinReplicas(config: SharedConfig, { secrets, turns, notice }: JoinOptions): Promise<Replicas> {
  const store = new Store(config, secrets, notice);
  await store.start();
  return {
    store,
    answersOf: createSharedAnswers(store, turns),
    rateOf: (source, limits) => new SourceRate(store, source, limits),
    shareKey: keysSharedBy(store),
    watchNewsOf: (source, identity) => new StoreWatchNews(store, source, identity),
    requestsOfCallers: (perSecond) => new CallerRequests(store, perSecond),
    claimsOf: (hook) => new HookClaims(store, hook),
    leave: () => store.stop(),
  };
}
