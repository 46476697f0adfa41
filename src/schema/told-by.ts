import { providerModules } from '../providers/modules.ts';
import type { Listing, ProviderModule } from '../tasks/provider.ts';
import type { Telling, ToldField } from '../tasks/told.ts';

/** Where and when a provider fills a field. */
function saying({ lists, told }: ProviderModule, field: ToldField): string | undefined {
  const telling = told.fields[field];
  return telling === undefined ? undefined : sayings[telling](lists);
}

/** A list that lacks a field has it read by the task's id. */
const sayings: Readonly<Record<Telling, (lists: Listing) => string>> = {
  yes: () => 'by',
  'once finished': () => 'once finished by',
  'by id; in lists once finished': () => 'by id, and in lists once finished, by',
  'by id': (lists) => (lists === 'NONE' ? 'by id only by' : 'by id by'),
};

/** Which providers fill a field, in a sentence for its description; all others leave it null. */
export function toldBy(field: ToldField): string {
  const names = new Map<string, string[]>();
  for (const module of Object.values<ProviderModule>(providerModules)) {
    const words = saying(module, field);
    if (words !== undefined) names.set(words, [...(names.get(words) ?? []), module.name]);
  }
  return `Told ${Array.from(names, ([words, of]) => `${words} ${of.join(', ')}`).join('; ')}.`;
}
