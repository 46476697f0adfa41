import { rememberedCall } from './call.ts';
import type { Ask, CallerRequest } from './layers.ts';
import type { Memory } from './memory.ts';
import { renew } from './renew.ts';
import type { SourceMeter } from './source-meter.ts';
import type { StillPages } from './still-pages.ts';

/** The cache of a source's answers. */
export interface CachedOptions {
  readonly source: string;
  readonly memory: Pick<Memory, 'get' | 'set'>;
  /** Null if pages that stand still are cached no longer than others. */
  readonly still: StillPages | null;
  /** Absent: there are no metrics. */
  readonly meter?: SourceMeter | undefined;
}

/** Answers from the cache if possible: at once, and without a call. */
export const cached =
  ({ source, memory, still, meter }: CachedOptions, next: Ask<CallerRequest>): Ask<CallerRequest> =>
  (asked) => {
    const { request, key, caller } = asked;
    const known = caller.freshSince === undefined ? memory.get(source, key, caller.principal) : undefined;
    if (!known) return next(asked);
    if (still && known.history) {
      const freshness = still.freshnessOf(known.history);
      if (freshness === 'EXPIRED') return next(asked);
      if (freshness === 'STALE') renew(asked, known.history, next);
    }
    meter?.answered('MEMORY', 1);
    caller.observe?.([rememberedCall(source, request.operation)], 'MEMORY');
    caller.span?.remembered(source, request.operation);
    return Promise.resolve(known.value);
  };
