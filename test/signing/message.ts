import { sha256 } from '#src/platform/digest.ts';
import type { SignableMessage } from '#src/signing/message.ts';
import fc from 'fast-check';
import type { Capture } from './captures.ts';

/** A captured request as its signature sees it. */
export function messageOf({ method, path, headers, body }: Capture): SignableMessage {
  const [wirePath = '', query = ''] = path.split('?');
  return { method, path: wirePath, query: [...new URLSearchParams(query)], headers, bodyHash: sha256(body) };
}

export const signatureOf = (authorization: string): string => authorization.slice(authorization.lastIndexOf('=') + 1);

/** Another text, by one letter put in place of one of its own. */
function alter(text: string, position: number): string {
  const index = position % text.length;
  return `${text.slice(0, index)}${text[index] === 'x' ? 'y' : 'x'}${text.slice(index + 1)}`;
}

const letters = Array.from('abcXYZ019-_. *+/:&=é中');
const text = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 20 });

/** A message over the headers named, and the same with one letter of one signed part altered. */
export const alteredMessages = (names: readonly [string, ...string[]]) =>
  fc
    .record({
      name: text,
      value: text,
      headers: fc.tuple(...names.map(() => fc.stringMatching(/^[a-z0-9]{1,20}$/))),
      part: fc.nat(4 + names.length - 1),
      position: fc.nat(1000),
    })
    .map(({ name, value, headers, part, position }) => {
      const build = (altered: number | null): SignableMessage => {
        const at = (index: number, original: string): string =>
          altered === index ? alter(original, position) : original;
        const entries = names.map((header, index) => [header, at(4 + index, headers[index] ?? '')]);
        return {
          method: at(0, 'GET'),
          path: `/${at(1, 'path')}`,
          query: [[at(2, name), at(3, value)]],
          headers: Object.fromEntries(entries) as Record<string, string>,
          bodyHash: sha256(''),
        };
      };
      return { message: build(null), altered: build(part) };
    });
