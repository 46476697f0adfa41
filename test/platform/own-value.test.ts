import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownValue } from '#src/platform/own-value.ts';

const names = fc.oneof(fc.constantFrom('id', ...Object.getOwnPropertyNames(Object.prototype)), fc.string());

test('an own property has its value, and what an object inherits is no value of it', () => {
  fc.assert(
    fc.property(fc.dictionary(names, fc.jsonValue()), names, (members, name) => {
      const object = JSON.parse(JSON.stringify(members)) as Record<string, unknown>;
      const own = new Map(Object.entries(object));
      expect(ownValue(object, name)).toBe(own.get(name));
    }),
  );
});
