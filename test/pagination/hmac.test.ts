import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hmac } from '#src/pagination/hmac.ts';

const hex = (binary: string): string => Buffer.from(binary, 'latin1').toString('hex');

/** Asks for the codes of texts of bytes, with one key, and compares them with those of node:crypto. */
function compare(key: string, texts: readonly Uint8Array[]): void {
  const hmac = new Hmac(key);
  const codes = texts.map((text) => hex(hmac.of(Buffer.from(text).toString('latin1'))));
  expect(codes).toEqual(texts.map((text) => createHmac('sha256', key).update(text).digest('hex')));
}

test('is the HMAC-SHA-256 of node:crypto', () => {
  const texts = fc.array(fc.uint8Array({ maxLength: 80 }), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(fc.string({ unit: 'binary' }), texts, compare));
});

/** Around the blocks of SHA-256, and the longest text that shares a buffer. */
const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 4_095, 4_096, 4_097, 20_000];

test.for(['k', 'é'])('is so for keys and texts of any length, with keys of %s', (character) => {
  const texts = lengths.map((length) => new Uint8Array(length).fill(0xe9));
  for (const length of lengths) compare(character.repeat(length), [...texts, ...texts.toReversed()]);
});
