import { isObject } from '../platform/members.ts';
import type { Shape } from '../upstream/shape.ts';
import { object, type Members, type ReadMembers } from './object.ts';

/** An object inside a row. It is null if it is null or absent, and also, as a fault, if it is no object. */
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
