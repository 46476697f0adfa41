import type { Shape } from '../upstream/shape.ts';
import { isObject, object, type Members, type ReadMembers } from './object.ts';

/** An object within a thing, null for none: an upstream may also say null or nothing. One that is no object is none. */
export function part<const Of extends Members>(members: Of): Shape<ReadMembers<Of> | null> {
  const shape = object(members);
  return {
    read(value, faults) {
      if (isObject(value)) return shape.read(value, faults);
      if (value !== null && value !== undefined) faults.add('expected an object');
      return null;
    },
  };
}
