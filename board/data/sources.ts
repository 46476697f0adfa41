import { computed, signal } from '@preact/signals';
import { type OutcomeFragment, SourcesDocument, type SourcesQuery } from '../gql/graphql.ts';
import { ask } from './ask.ts';

/** A configured source. */
export type BoardSource = SourcesQuery['sources'][number];

/** A source that could not be read. */
export interface Illness {
  readonly error: NonNullable<OutcomeFragment['error']>;
  /** Since when it cannot be read, as far as the gateway knows; otherwise when this tab first heard of it. */
  readonly since: number;
}

/** The sources that the caller may see, in the order of the configuration; null until they are known. */
export const sources = signal<readonly BoardSource[] | null>(null);

/** The sources that cannot be read now, by their keys. */
export const illnesses = signal<ReadonlyMap<string, Illness>>(new Map());

const providers = computed(() => new Map(sources.value?.map(({ key, provider }) => [key, provider])));

/** The provider of a source; null for one that is not known. */
export const providerOf = (source: string): string | null => providers.value.get(source) ?? null;

/** Asks which sources there are. */
export async function loadSources(): Promise<void> {
  sources.value = (await ask(SourcesDocument, {})).sources;
}

/** Takes in how sources stand. An illness that goes on keeps its beginning, unless the gateway knows of an earlier one. */
export function learnOutcomes(outcomes: readonly OutcomeFragment[], now: number): void {
  if (outcomes.every(({ ok, source }) => ok && !illnesses.peek().has(source.key))) return;
  const next = new Map(illnesses.peek());
  for (const { ok, source, error, failingSince } of outcomes) {
    const told = failingSince === null ? now : Date.parse(failingSince);
    const since = Math.min(told, next.get(source.key)?.since ?? now);
    if (ok || !error) next.delete(source.key);
    else next.set(source.key, { error, since });
  }
  illnesses.value = next;
}
