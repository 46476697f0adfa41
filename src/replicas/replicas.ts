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

/** What a replica shares with the others: each gateway of them has it, and goes on without where the store is away. */
export interface Replicas {
  /** The store, as far as metrics tell of it. */
  readonly store: Pick<Store, 'isJoined' | 'ignored'>;
  /** The answers of a source; the identity says what it is. */
  readonly answersOf: SharedAnswersOf;
  /** How fast a source is asked by all of them. */
  rateOf(source: string, limits: RateLimits): RateTogether;
  /** What is known of an access key, which is given as a text. */
  readonly shareKey: (key: string) => ShareKey;
  /** What those tell each other that watch a source. */
  watchNewsOf(source: Source, identity: string): WatchNews;
  /** The requests that each caller may send to all of them in a second. */
  requestsOfCallers(perSecond: number): RequestLots;
  /** The messages of a hook, of which each is delivered by one of them. */
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
