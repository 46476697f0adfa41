/** So many keys are all named. */
const mostKeys = 12;
/** Of more, only those that are most like the one that was asked for. */
const nearestKeys = 5;

/** How many characters two texts have in common at their beginning. */
function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The same at their end. */
function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

/** The keys that have most in common with a text at their beginning and their end, which is quickly told of hundreds. */
const nearest = (text: string, keys: readonly string[]): readonly string[] =>
  keys
    .map((key) => ({ key, alike: commonStart(key, text) + commonEnd(key, text) }))
    .toSorted((one, other) => other.alike - one.alike)
    .slice(0, nearestKeys)
    .map(({ key }) => key);

/** Which sources there are, for one who named none of them. */
export function sourceHint(text: string, keys: readonly string[]): string {
  if (keys.length === 0) return 'there is none';
  if (keys.length <= mostKeys) return `there are ${keys.join(', ')}`;
  return `the nearest of ${keys.length} are ${nearest(text, keys).join(', ')}`;
}
