import type { BatchTaskStatus, Provider } from '../gql/graphql.ts';

/** The spans of time that the filter offers, by the words that stand for them in the URL. */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;

/** The word of a span that ends now. */
export type SpanWord = keyof typeof spans;

/** When the tasks were created that are shown. */
export type When =
  | { readonly kind: 'any' }
  /** Since midnight here. */
  | { readonly kind: 'today' }
  | { readonly kind: 'last'; readonly span: SpanWord }
  /** ISO dates; null: no bound on that side. */
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null };

/** What the board shows. An empty list does not filter. */
export interface Filter {
  readonly statuses: readonly BatchTaskStatus[];
  readonly providers: readonly Provider[];
  /** Keys of sources. */
  readonly sources: readonly string[];
  readonly operations: readonly string[];
  readonly when: When;
  /** Only the task with this id of the provider's. */
  readonly taskId: string | null;
  /** Only tasks that stand still. */
  readonly stalled: boolean;
}

/** Shows everything. */
export const everything: Filter = {
  statuses: [],
  providers: [],
  sources: [],
  operations: [],
  when: { kind: 'any' },
  taskId: null,
  stalled: false,
};

/** Whether nothing is filtered. */
export const isEverything = (filter: Filter): boolean =>
  filter.statuses.length + filter.providers.length + filter.sources.length + filter.operations.length === 0 &&
  filter.when.kind === 'any' &&
  filter.taskId === null &&
  !filter.stalled;

/** The two ends of a filter by time, in milliseconds; `to` itself does not belong to it. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Midnight of a moment's day, by this browser's clock. */
export const startOfDay = (moment: number): number => new Date(moment).setHours(0, 0, 0, 0);

/** What a filter by time means now. */
export function boundsOf(when: When, now: number): Bounds {
  const open = { from: -Infinity, to: Infinity };
  if (when.kind === 'today') return { ...open, from: startOfDay(now) };
  if (when.kind === 'last') return { ...open, from: now - spans[when.span] };
  if (when.kind === 'any') return open;
  const { from, to } = when;
  return { from: from === null ? -Infinity : Date.parse(from), to: to === null ? Infinity : Date.parse(to) };
}
