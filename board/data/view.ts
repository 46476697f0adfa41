import { computed, signal } from '@preact/signals';
import { type Fault, readView, type View, viewQuery } from '../filter/address.ts';
import { everything, type Filter } from '../filter/filter.ts';
import { sources } from './sources.ts';

/** What the board shows, in step with the URL. */
export const view = signal<View>({ filter: everything, open: null, faults: [] });

const unknownSources = computed(() => {
  const known = sources.value?.map(({ key }) => key);
  return known ? view.value.filter.sources.filter((key) => !known.includes(key)) : [];
});

/** The filter of the view, without the sources that there are not. */
export const filter = computed<Filter>(() => {
  const { filter: chosen } = view.value;
  const unknown = unknownSources.value;
  return unknown.length === 0 ? chosen : { ...chosen, sources: chosen.sources.filter((key) => !unknown.includes(key)) };
});

/** The filter as a text, which changes with its meaning only. */
export const filterText = computed(() => JSON.stringify(filter.value));

/** What the URL asks for and cannot have. */
export const faults = computed<readonly Fault[]>(() => [
  ...view.value.faults,
  ...unknownSources.value.map((value) => ({
    name: 'source',
    value,
    message: `There is no source “${value}”. There are ${sources.value?.map(({ key }) => key).join(', ')}.`,
  })),
]);

/** Shows other tasks. The step can be taken back by the browser's button. */
export const setFilter = (change: Partial<Filter>): void =>
  show({ ...view.value, filter: { ...view.value.filter, ...change } });

/** Opens a task's row, or closes the one that is open. */
export const setOpen = (open: string | null): void => show({ ...view.value, open }, 'replace');

/** Shows every task. */
export const clearFilter = (): void => show({ ...view.value, filter: everything, faults: [] });

/** Drops what the URL asks for and cannot have. */
export function dropFaults(): void {
  show({ ...view.value, filter: filter.value, faults: [] });
}

function show(next: View, step: 'push' | 'replace' = 'push'): void {
  view.value = next;
  const address = `${location.pathname}${viewQuery(next)}`;
  if (address === location.pathname + location.search) return;
  if (step === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

function readAddress(): void {
  view.value = readView(location.search);
}

/** Reads the URL, now and whenever the browser goes back or forth. */
export function followAddress(): void {
  readAddress();
  addEventListener('popstate', readAddress);
}
