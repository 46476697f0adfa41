import { lastUsed } from './last-used.ts';

/** How many texts are remembered, and up to which length. */
const most = 500;
const longest = 500;

/** A function of a text, whose values for the last texts are remembered: clients send the same headers again and again. */
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
