import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from '#test/any-character.ts';
import { InvalidArgumentError } from '#src/tasks/errors.ts';
import { decodeGlobalId, sourceGlobalId, sourceKeyOf, taskGlobalId } from '#src/request/global-id.ts';
import { refuseTaskId } from '#src/tasks/task-id.ts';
import { providerNames } from '#src/providers/modules.ts';

const sourceKey = fc.stringMatching(/^[a-z0-9-]{1,64}$/);
const provider = fc.constantFrom(...providerNames);
/** Any id that some provider may have: colons, emoji and blanks included. */
const taskId = fc
  .string({ unit: anyCharacter, minLength: 1, maxLength: 256 })
  .filter((id) => refuseTaskId(id) === null);

test('a global id of a task is read as what it was made of', () => {
  const property = fc.property(provider, sourceKey, taskId, (name, key, id) => {
    const read = decodeGlobalId(taskGlobalId(name, key, id), 'id');
    expect(read).toEqual({ kind: 'task', provider: name, sourceKey: key, taskId: id });
  });
  fc.assert(property);
});

test('a global id of a source is read as what it was made of', () => {
  const property = fc.property(sourceKey, (key) => {
    expect(decodeGlobalId(sourceGlobalId(key), 'id')).toEqual({ kind: 'source', sourceKey: key });
  });
  fc.assert(property);
});

test('different tasks have different global ids', () => {
  const place = fc.tuple(provider, sourceKey, taskId);
  const property = fc.property(place, place, (one, other) => {
    expect(taskGlobalId(...one) === taskGlobalId(...other)).toBe(one.every((part, index) => part === other[index]));
  });
  fc.assert(property);
});

test('ids are read the same after others of the same source, of another, and of one with nearly the same key', () => {
  // A digit has most bits of the colon that ends a shorter key.
  const key = fc.constantFrom('a', 'a8', 'a9', 'aa', 'aa8', 'aaa', 'aaa8', 'aab');
  const places = fc.array(fc.tuple(provider, key, taskId), { minLength: 2, maxLength: 6 });
  const property = fc.property(places, (several) => {
    for (const [name, ofSource, id] of several) {
      const written = taskGlobalId(name, ofSource, id);
      expect(sourceKeyOf(written)).toBe(ofSource);
      expect(decodeGlobalId(written, 'id')).toEqual({ kind: 'task', provider: name, sourceKey: ofSource, taskId: id });
      // What another id begins with, and nothing more of it.
      for (let length = 0; length < written.length; length += 1) {
        expectExact(written.slice(0, length));
      }
    }
  });
  fc.assert(property);
});

function readAndWrite(id: string): string {
  const read = decodeGlobalId(id, 'id');
  return read.kind === 'source'
    ? sourceGlobalId(read.sourceKey)
    : taskGlobalId(read.provider, read.sourceKey, read.taskId);
}

/** That it is read, and written the same again, or refused. */
function expectExact(id: string): void {
  try {
    expect(readAndWrite(id)).toBe(id);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    expect(error).toMatchObject({ argument: 'id', message: 'id: not an id of this gateway' });
  }
}

test('whatever is read as a global id is written the same again; all else is refused', () => {
  const made = fc.tuple(provider, sourceKey, taskId).map((place) => taskGlobalId(...place));
  const altered = fc
    .tuple(made, fc.nat(), fc.constantFrom('A', 'z', '=', '+', '/', ' ', ''))
    .map(([id, at, letter]) => {
      // The altered one is read after the other, with which it may begin.
      decodeGlobalId(id, 'id');
      const place = at % id.length;
      return id.slice(0, place) + letter + id.slice(place + 1);
    });
  const property = fc.property(fc.oneof(altered, fc.string(), fc.base64String()), (id) => {
    expectExact(id);
  });
  fc.assert(property, { numRuns: 500 });
});
