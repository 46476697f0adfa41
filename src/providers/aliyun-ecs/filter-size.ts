import { percentEncode } from '../../signing/percent.ts';
import { InvalidArgumentError } from '../../tasks/errors.ts';
import type { EcsTaskFilter } from './list.ts';

/** The most characters that the texts of a filter may have as they are sent: they all go into the call's URL. */
const maximumCharacters = 7_000;

/** What a text takes beside itself, such as `&ResourceIds.100=`. */
const parameterCharacters = 17;

const charactersOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + percentEncode(text).length + parameterCharacters, 0);

/** Throws BAD_USER_INPUT, by the name of the longer list, for ids of which each may be sent, but not all together. */
export function checkSize({ taskIds, resourceIds, action }: EcsTaskFilter): void {
  const ofTasks = charactersOf([(taskIds ?? []).join(',')]);
  const ofResources = charactersOf(resourceIds ?? []);
  if (ofTasks + ofResources + charactersOf([action ?? '']) <= maximumCharacters) return;
  const argument = ofTasks > ofResources ? 'filter.taskIds' : 'filter.resourceIds';
  throw new InvalidArgumentError(argument, `is too long: a filter has room for ${maximumCharacters} characters`);
}
