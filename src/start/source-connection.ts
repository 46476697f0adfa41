import type { SourceConfig } from '../config/source.ts';
import type { WatchNewsListener, WatchNews } from '../live/watch-news.ts';
import type { RootSpan } from '../platform/trace.ts';
import type { ConnectedSource } from '../request/sources.ts';
import type { ConnectedUpstream } from '../upstream/client.ts';
import type { SharedAnswers } from '../upstream/shared-answers.ts';
import type { SourceMemory } from '../upstream/source-memory.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { StillPages } from '../upstream/still-pages.ts';
import { connectSource, type ConnectionLimits } from './connect-source.ts';

/** How a source is asked, as one configuration has it. */
export interface SourceWay {
  /** What it is made of: the same text, the same way. */
  readonly text: string;
  /** What the source is to replicas, and to its cache. */
  readonly identity: string;
  readonly memory: SourceMemory;
  readonly connected: ConnectedUpstream;
  readonly still: StillPages | null;
  /** Absent where there are no other replicas. */
  readonly answers: SharedAnswers | undefined;
  readonly watchNews: WatchNews | undefined;
}

/** What a connection needs besides its configuration. */
export interface ConnectionParts {
  readonly limits: ConnectionLimits;
  readonly way: SourceWay;
  readonly meter: SourceMeter | undefined;
  /** Begins the trace of a poll; absent where polls are in none. */
  readonly tracePoll?: (() => RootSpan | undefined) | undefined;
}

/**
 * A source that stays the same for all who hold it, while the way to its provider may be replaced: when the configuration is
 * reloaded with another key or other limits, whoever watches it goes on.
 */
export class SourceConnection {
  readonly source: ConnectedSource;
  readonly meter: SourceMeter | undefined;
  readonly #limits: ConnectionLimits;
  #way: SourceWay;
  #listener: WatchNewsListener | null = null;
  #forgetOthers = (): void => undefined;

  constructor(config: SourceConfig, { limits, way, meter, tracePoll }: ConnectionParts) {
    this.meter = meter;
    this.#limits = { ...limits };
    this.#way = way;
    this.source = connectSource(config, {
      limits: this.#limits,
      memory: () => this.#way.memory,
      still: () => this.#way.still,
      upstream: (request, caller) => this.#way.connected.upstream(request, caller),
      state: () => this.#way.connected.state(),
      answers: way.answers && this.#answers(way.answers),
      watchNews: way.watchNews && this.#watchNews(way.watchNews),
      meter,
      tracePoll,
    });
  }

  /** The way that it has. */
  get way(): SourceWay {
    return this.#way;
  }

  /** Goes on with these limits, and by this way. Calls under way end as they began. */
  use(limits: ConnectionLimits, way: SourceWay): void {
    Object.assign(this.#limits, limits);
    if (way === this.#way) return;
    const before = this.#way;
    this.#way = way;
    before.connected.leave();
    // What was cached may be another account's.
    if (before.memory !== way.memory) before.memory.forget();
    this.#hearOthers();
  }

  /** Hears of nothing any more: the configuration has it no longer. */
  leave(): void {
    this.#forgetOthers();
    this.#way.connected.leave();
    this.#way.memory.forget();
  }

  #answers(first: SharedAnswers): SharedAnswers {
    return { read: (reading) => (this.#way.answers ?? first).read(reading) };
  }

  #watchNews(first: WatchNews): WatchNews {
    const others = (): WatchNews => this.#way.watchNews ?? first;
    return {
      tellTask: (...told) => others().tellTask(...told),
      tellNewTasks: (taskIds) => others().tellNewTasks(taskIds),
      tellWatched: (...told) => others().tellWatched(...told),
      hear: (listener) => {
        this.#listener = listener;
        this.#hearOthers();
        return () => this.#forgetOthers();
      },
    };
  }

  #hearOthers(): void {
    this.#forgetOthers();
    const { watchNews } = this.#way;
    if (this.#listener && watchNews) this.#forgetOthers = watchNews.hear(this.#listener);
  }
}
