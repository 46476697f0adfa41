import { lastUsed } from '../platform/last-used.ts';
import { sha256 } from '../platform/digest.ts';
import type { SourceLimits } from './limits.ts';

/** The content of a page when it was last read, and for how many reads it has been the same. */
export interface PageHistory {
  readonly digest: string;
  readonly readAt: number;
  /** How often in a row it was read with the same content as before. */
  readonly unchangedReads: number;
  /** How many changes of the source were known when the page was asked for. */
  readonly changes: number;
  /** The state of the one call that renews the page while it is still served. */
  renewal: 'NONE' | 'UNDER_WAY' | 'FAILED';
}

/** Whether a cached page can be served: as it is, served while it is renewed (stale-while-revalidate), or not at all. */
export type Freshness = 'FRESH' | 'STALE' | 'EXPIRED';

/** How many pages of a source are compared with their last read. A client that pages through a list reads each only once. */
const mostPages = 500;

/** In characters of JSON. Comparing a longer page would block the event loop for too long. */
const longestPage = 100_000;

/** The part of the longest time during which a page is served and renewed. */
const renewalPart = 1 / 5;

/** The limits of a source, and the clock. */
export interface StillPagesOptions {
  readonly limits: Pick<SourceLimits, 'listMs' | 'stillListMs'>;
  /** Absent: `performance.now()`. */
  readonly now?: (() => number) | undefined;
}

/**
 * Decides how long the pages of one source are cached. A page that stands still, that is, has the same content at each read,
 * is cached for twice as long after each. When anything of the source changes, all of its pages are cached only briefly
 * again.
 */
export class StillPages {
  readonly #listMs: number;
  readonly #stillListMs: number;
  readonly #longestHoldMs: number;
  readonly #now: () => number;
  readonly #pages = lastUsed<PageHistory>(mostPages);
  #changes = 0;

  constructor({ limits: { listMs, stillListMs = listMs }, now = () => performance.now() }: StillPagesOptions) {
    this.#listMs = listMs;
    this.#stillListMs = stillListMs;
    this.#longestHoldMs = stillListMs - Math.min(listMs, stillListMs * renewalPart);
    this.#now = now;
  }

  /** How many changes of the source are known; to be read when a page is asked for. */
  get changes(): number {
    return this.#changes;
  }

  /** Something of the source has changed: pages that were asked for before no longer count as standing still. */
  changed(): void {
    this.#changes += 1;
  }

  /** Records a page that has come, and that was asked for when so many changes were known; undefined if it is too long. */
  read(key: string, { value, characters }: ReadPage, changes: number): PageHistory | undefined {
    if (characters > longestPage) return undefined;
    const digest = sha256(JSON.stringify(value));
    const before = this.#pages.get(key);
    const isSame = before?.digest === digest;
    if (before && !isSame) this.changed();
    // A change elsewhere in the source since the last read starts the count again.
    const unchangedReads = before?.changes === changes ? before.unchangedReads + 1 : 1;
    const readAt = this.#now();
    const history: PageHistory = {
      digest,
      readAt,
      unchangedReads: isSame ? unchangedReads : 0,
      changes,
      renewal: 'NONE',
    };
    this.#pages.set(key, history);
    return history;
  }

  /** How long a page is kept in the cache, in milliseconds; if it has no history, as long as any other answer. */
  keptMs(history: PageHistory | undefined): number {
    return history && history.unchangedReads > 0 ? this.#stillListMs : this.#listMs;
  }

  /** Whether a cached page can be served. */
  freshnessOf(history: PageHistory): Freshness {
    const age = this.#now() - history.readAt;
    const isStill = history.unchangedReads > 0 && history.changes === this.#changes;
    if (age < (isStill ? this.#holdMs(history) : this.#listMs)) return 'FRESH';
    return isStill && history.renewal !== 'FAILED' && age < this.#stillListMs ? 'STALE' : 'EXPIRED';
  }

  #holdMs({ unchangedReads }: PageHistory): number {
    return Math.max(this.#listMs, Math.min(this.#listMs * 2 ** unchangedReads, this.#longestHoldMs));
  }
}

/** A page that was read, and its length in characters of JSON. */
interface ReadPage {
  readonly value: unknown;
  readonly characters: number;
}

/** Creates the `StillPages` of a source; null if its limits cache all pages for the same time. */
export const stillPagesOf = (limits: StillPagesOptions['limits']): StillPages | null =>
  limits.stillListMs !== undefined && limits.stillListMs > limits.listMs ? new StillPages({ limits }) : null;
