import { providerModules } from '../providers/modules.ts';
import { type UpdatesTold, updatesToldBy } from '../tasks/updates.ts';
import { builder } from './builder.ts';

/** The providers of which so much can be told, for a description. */
function tellers(told: UpdatesTold): string {
  const listing = Object.values(providerModules).filter(({ lists }) => lists !== 'NONE');
  return listing
    .filter((module) => updatesToldBy(module.told) === told)
    .map(({ name }) => name)
    .join(', ');
}

/** What can be found of tasks that are new or have changed. */
export const UpdatesToldType = builder.enumType('UpdatesTold', {
  description: 'What `filter.updatedAfter` can find of a source, by the times that its list tells.',
  values: {
    EVERY_CHANGE: { description: `Tasks that were created or changed since: ${tellers('EVERY_CHANGE')}.` },
    NEW_AND_FINISHED: {
      description: `Tasks that were created or have finished since, and no other changes: ${tellers('NEW_AND_FINISHED')}.`,
    },
    NEW: { description: `Tasks that were created since, and no changes of older ones: ${tellers('NEW')}.` },
    NONE: { description: `Nothing, since its tasks have no time: ${tellers('NONE')}.` },
  } as const,
});

/** What the filter by updates finds. */
export const updatedAfterDescription =
  'Only tasks that were created, changed or finished at this time or later, as far as the provider tells when, or as the gateway ' +
  'has seen it: `updatesTold` and `updatesSeenSince` of each source say what was found, and what cannot be. No provider filters ' +
  'by such times: the list is read to its end, by as many calls as without this filter. Set `createdAfter` as well if tasks of ' +
  'a certain age change no more.';

/** Since when the gateway finds by itself what the provider does not tell. */
export const updatesSeenSinceDescription =
  'Since when the gateway has watched the whole source without a gap, of which the provider does not tell every change: ' +
  '`filter.updatedAfter` at this time or later finds whatever appears, changes or finishes, by the time at which the gateway saw ' +
  'it. Of an earlier time it finds what `updatesTold` says, and what was seen. Null without this filter, where the source is not ' +
  'watched, and where nothing needs to be seen since the provider tells every change.';
