import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from '#test/any-character.ts';
import { InvalidArgumentError } from '#src/tasks/errors.ts';
import { decodeGlobalId, sourceGlobalId, taskGlobalId } from '#src/request/global-id.ts';
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

function readAndWrite(id: string): string {
  const read = decodeGlobalId(id, 'id');
  return read.kind === 'source'
    ? sourceGlobalId(read.sourceKey)
    : taskGlobalId(read.provider, read.sourceKey, read.taskId);
}

test('whatever is read as a global id is written the same again; all else is refused', () => {
  const made = fc.tuple(provider, sourceKey, taskId).map((place) => taskGlobalId(...place));
  const altered = fc
    .tuple(made, fc.nat(), fc.constantFrom('A', 'z', '=', '+', '/', ' ', ''))
    .map(([id, at, letter]) => {
      const place = at % id.length;
      return id.slice(0, place) + letter + id.slice(place + 1);
    });
  const property = fc.property(fc.oneof(altered, fc.string(), fc.base64String()), (id) => {
    try {
      expect(readAndWrite(id)).toBe(id);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      expect(error).toMatchObject({ argument: 'id', message: 'id: not an id of this gateway' });
    }
  });
  fc.assert(property, { numRuns: 500 });
});
