import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hmac } from '#src/pagination/hmac.ts';

const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 4_095, 4_096, 4_097];

test('is the HMAC-SHA-256 of node:crypto, for keys and texts of any length', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 130 }),
    fc.constantFrom(...lengths.map((length) => new Uint8Array(length).fill(0xe9))),
  );
  const keys = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...lengths.map((length) => 'k'.repeat(length)), 'é'.repeat(40)),
  );
  fc.assert(
    fc.property(keys, fc.array(bytes, { minLength: 1, maxLength: 4 }), (key, texts) => {
      const hmac = new Hmac(key);
      for (const text of texts) {
        const expected = createHmac('sha256', key).update(text).digest('hex');
        expect(Buffer.from(hmac.of(Buffer.from(text).toString('latin1')), 'latin1').toString('hex')).toBe(expected);
      }
    }),
    { numRuns: 100 },
  );
});
