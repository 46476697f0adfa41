import type { ProviderModule } from '../tasks/provider.ts';
import { type Told, toldFields } from '../tasks/told.ts';

/** What a word for a status means, in the schema's words. */
export const meaningText = (meaning: Told['words'][string]): string =>
  meaning === 'BY_COUNTS' ? 'SUCCEEDED, PARTIALLY_FAILED or FAILED, by the counts' : meaning;

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const sentence = (beginning: string, names: readonly string[]): string[] =>
  names.length > 0 ? [`${beginning}: ${quoted(names)}.`] : [];

/** The description of a provider's tasks: what they are, its words for their status, and what is null. */
export function taskDescription(what: string, { lists, told }: Pick<ProviderModule, 'lists' | 'told'>): string {
  const { words, wordsOf, fields } = told;
  const meanings = Object.entries(words).map(([word, meaning]) => `\`${word}\` is ${meaningText(meaning)}`);
  const missing = toldFields.filter((field) => fields[field] === undefined);
  const byId = toldFields.filter((field) => fields[field] === 'by id');
  const late = toldFields.filter((field) => fields[field] === 'by id; in lists once finished');
  return [
    what,
    `The provider's words for a status${wordsOf === 'items' ? ' of an item' : ''}: ${meanings.join('; ')}.`,
    ...sentence('Always null', missing),
    ...sentence(lists === 'NONE' ? 'Told by id only' : 'Told by id, for which a listed task is read', byId),
    ...sentence(
      'Told by id, and in lists once the task has finished; before, a listed task is read by id for it',
      late,
    ),
  ].join(' ');
}
