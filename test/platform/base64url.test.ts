import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAscii } from '#src/platform/base64url.ts';

test('ASCII is decoded as a Buffer decodes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (text) => {
      expect(decodeAscii(Buffer.from(text).toString('base64url'))).toBe(text);
    }),
  );
});

test('anything else is none', () => {
  const characters = fc.constantFrom(...Array.from('AZaz09-_+/= .é'));
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
      const bytes = Buffer.from(text, 'base64url');
      const isExact = bytes.toString('base64url') === text && bytes.every((byte) => byte < 0x80);
      expect(decodeAscii(text)).toBe(isExact ? bytes.toString() : null);
    }),
    { numRuns: 1_000 },
  );
});
