import { lastUsed } from '../platform/last-used.ts';
import { sha256 } from '../platform/digest.ts';
import type { SourceLimits } from './limits.ts';

/** How a page of a list was when it was read last, and for how many reads it has been so. */
export interface Standing {
  readonly digest: string;
  readonly cameAt: number;
  /** How often in a row it was read before with the same in it. */
  readonly sames: number;
  /** How many changes of the source were known when it was asked for. */
  readonly changes: number;
  /** What has become of the one call by which it is renewed while it is still served. */
  renewal: 'NONE' | 'UNDER_WAY' | 'FAILED';
}

/** Whether a page from the cache will do: as it is, while it is renewed behind, or not any more. */
export type Freshness = 'FRESH' | 'STALE' | 'OVER';

/** How many pages of a source are compared with what they were: of a walk, each is read but once. */
const mostPages = 500;

/** In characters of JSON: comparing a longer answer would hold others up. */
const longestPage = 100_000;

/** Which part of the longest time is left for renewing a page while it is served. */
const renewalPart = 1 / 5;

/** What is decided by, and when it is. */
export interface StillPagesOptions {
  readonly limits: Pick<SourceLimits, 'listMs' | 'stillListMs'>;
  /** Absent: as `performance.now()` tells. */
  readonly now?: (() => number) | undefined;
}

/**
 * How long the pages of one source are cached: each for twice as long as before where it has stood still, and all of them
 * briefly again once anything of the source has changed.
 */
export class StillPages {
  readonly #listMs: number;
  readonly #stillListMs: number;
  readonly #longestHoldMs: number;
  readonly #now: () => number;
  readonly #pages = lastUsed<Standing>(mostPages);
  #changes = 0;

  constructor({ limits: { listMs, stillListMs = listMs }, now = () => performance.now() }: StillPagesOptions) {
    this.#listMs = listMs;
    this.#stillListMs = stillListMs;
    this.#longestHoldMs = stillListMs - Math.min(listMs, stillListMs * renewalPart);
    this.#now = now;
  }

  /** How many changes of the source are known; to be asked when a page is asked for. */
  get changes(): number {
    return this.#changes;
  }

  /** Takes note that something of the source has changed: no page that was asked for before is known to stand still. */
  changed(): void {
    this.#changes += 1;
  }

  /** Takes note of a page that has come, asked for when so many changes were known; undefined where it is too long to compare. */
  read(key: string, { value, characters }: ReadPage, changes: number): Standing | undefined {
    if (characters > longestPage) return undefined;
    const digest = sha256(JSON.stringify(value));
    const before = this.#pages.get(key);
    const isSame = before?.digest === digest;
    if (before && !isSame) this.changed();
    // What has changed elsewhere since it was last read sends it back to the beginning.
    const sames = before?.changes === changes ? before.sames + 1 : 1;
    const cameAt = this.#now();
    const standing: Standing = { digest, cameAt, sames: isSame ? sames : 0, changes, renewal: 'NONE' };
    this.#pages.set(key, standing);
    return standing;
  }

  /** How long it is worth keeping, in milliseconds; as long as any other answer where nothing is known of it. */
  keptMs(standing: Standing | undefined): number {
    return standing && standing.sames > 0 ? this.#stillListMs : this.#listMs;
  }

  /** Whether a page that was kept will do. */
  freshnessOf(standing: Standing): Freshness {
    const age = this.#now() - standing.cameAt;
    const isStill = standing.sames > 0 && standing.changes === this.#changes;
    if (age < (isStill ? this.#holdMs(standing) : this.#listMs)) return 'FRESH';
    return isStill && standing.renewal !== 'FAILED' && age < this.#stillListMs ? 'STALE' : 'OVER';
  }

  #holdMs({ sames }: Standing): number {
    return Math.max(this.#listMs, Math.min(this.#listMs * 2 ** sames, this.#longestHoldMs));
  }
}

/** What was read of a page, and how long it was in characters of JSON. */
interface ReadPage {
  readonly value: unknown;
  readonly characters: number;
}

/** The pages of a source that are cached for longer while they stand still; null where its limits have all cached alike. */
export const stillPagesOf = (limits: StillPagesOptions['limits']): StillPages | null =>
  limits.stillListMs !== undefined && limits.stillListMs > limits.listMs ? new StillPages({ limits }) : null;
