import { lastUsed } from './last-used.ts';

/** The most results that are kept. */
const most = 500;

/** The results of longer texts are not kept. */
const longest = 500;

/** A function of a text, memoized for the texts used last: clients send the same headers again and again. */
export function memoized<Value extends object | string | boolean>(valueOf: (text: string) => Value) {
  const known = lastUsed<Value>(most);
  return (text: string): Value => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = valueOf(text);
    if (text.length <= longest) known.set(text, value);
    return value;
  };
}
