const unreserved = /^[\w.~-]*$/;

const reserved = /[!'()*]/g;

const encodeCharacter = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Percent-encodes by RFC 3986: only letters, digits and `-._~` stay as they are. Most texts have nothing else, and testing
 * for that takes a quarter of the time of encoding.
 */
export const percentEncode = (text: string): string =>
  unreserved.test(text) ? text : encodeURIComponent(text).replace(reserved, encodeCharacter);

/** Orders by code unit, as signatures want it: capitals before small letters, `.10` before `.2`. */
export const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** The query as it is signed and sent: encoded, then sorted by name and value. */
export function canonicalQuery(query: readonly (readonly [string, string])[]): string {
  return query
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => byCodeUnit(name, otherName) || byCodeUnit(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
