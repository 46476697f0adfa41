import { lastUsed } from '../platform/last-used.ts';
import { shortened } from '../errors/shortened.ts';
import type { Sources } from '../request/sources.ts';
import type { Identity } from './identity.ts';

/** What is written of a caller: how often it has asked each source since its last line. */
export interface AskedSources {
  /** Null without authentication. */
  readonly caller: string | null;
  readonly sources: Readonly<Record<string, number>>;
}

/** How many callers have a line of their own each time. */
const mostCallers = 1_000;

/** All further callers together. */
const others = 'others';

/** Keeps count of who asks which sources, whether upstreams or the cache answer, until it is written: a line for each caller. */
export class SourceAudit {
  readonly #write: (line: AskedSources) => void;
  readonly #told = lastUsed<{ readonly of: Sources; readonly sources: Sources }>(mostCallers);
  #asked = new Map<string, Map<string, number>>();

  constructor(write: (line: AskedSources) => void) {
    this.#write = write;
  }

  /** The sources of a caller, which tell when they are asked. */
  sourcesOf({ name, sources }: Pick<Identity, 'name' | 'sources'>): Sources {
    const caller = name ?? '';
    const known = this.#told.get(caller);
    if (known?.of === sources) return known.sources;
    const asked = (key: string): void => this.#count(caller, key);
    const told = Object.assign(new Map(sources), { areNamed: sources.areNamed, asked });
    this.#told.set(caller, { of: sources, sources: told });
    return told;
  }

  /** Writes what was counted since the last time. */
  flush(): void {
    const asked = this.#asked;
    this.#asked = new Map();
    for (const [caller, sources] of asked) {
      this.#write({ caller: caller === '' ? null : shortened(caller), sources: Object.fromEntries(sources) });
    }
  }

  #count(caller: string, key: string): void {
    const name = this.#asked.has(caller) || this.#asked.size < mostCallers ? caller : others;
    const sources = this.#asked.get(name) ?? new Map<string, number>();
    this.#asked.set(name, sources);
    sources.set(key, (sources.get(key) ?? 0) + 1);
  }
}
