import { rememberedCall } from './call.ts';
import type { Ask, Question } from './layers.ts';
import type { Memory } from './memory.ts';
import { renew } from './renew.ts';
import type { SourceMeter } from './source-meter.ts';
import type { StillPages } from './still-pages.ts';

/** Where answers are kept. */
export interface CachedOptions {
  readonly source: string;
  readonly memory: Pick<Memory, 'get' | 'set'>;
  /** Null where a page is cached for no longer because it stands still. */
  readonly still: StillPages | null;
  /** Absent: there are no metrics. */
  readonly meter?: SourceMeter | undefined;
}

/** Answers from the cache where it can: at once, and without a call of the caller's. */
export const cached =
  ({ source, memory, still, meter }: CachedOptions, next: Ask<Question>): Ask<Question> =>
  (question) => {
    const { request, key, caller } = question;
    const known = caller.freshSince === undefined ? memory.get(source, key, caller.principal) : undefined;
    if (!known) return next(question);
    if (still && known.standing) {
      const freshness = still.freshnessOf(known.standing);
      if (freshness === 'OVER') return next(question);
      if (freshness === 'STALE') renew(question, known.standing, next);
    }
    meter?.answered('MEMORY', 1);
    caller.observe?.([rememberedCall(source, request.operation)], 'MEMORY');
    return Promise.resolve(known.value);
  };
