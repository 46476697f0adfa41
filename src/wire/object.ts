import { isObject } from '../platform/members.ts';
import { unreadable, type Shape } from '../upstream/shape.ts';

/** What a shape reads. */
export type ReadBy<Of> = Of extends Shape<infer Read> ? Read : never;

/** The shapes of the members that are used, by their names. */
export type Members = Readonly<Record<string, Shape<unknown>>>;

/** What is read of an object: its members that have shapes. */
export type ReadMembers<Of extends Members> = { readonly [Name in keyof Of]: ReadBy<Of[Name]> };

/** The shape of an object. Members without a shape are not read. */
export interface ObjectShape<Of extends Members> extends Shape<ReadMembers<Of>> {
  readonly members: Of;
}

/** A word for what a value is, such as `array`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** An object with these members. It is read to its end after a fault, so that all its faults are reported. */
export function object<const Of extends Members>(members: Of): ObjectShape<Of> {
  // Two lists, because destructuring an entry for each member takes a third longer.
  const names = Object.keys(members);
  const shapes = Object.values(members);
  return {
    members,
    read(value, faults) {
      if (!isObject(value)) {
        faults.add(`Invalid input: expected object, received ${kindOf(value)}`);
        return unreadable;
      }
      const read: Record<string, unknown> = {};
      let isReadable = true;
      for (let index = 0; index < names.length; index += 1) {
        const name = names[index] as string;
        const before = faults.count;
        const member = (shapes[index] as Shape<unknown>).read(value[name], faults);
        if (faults.count > before) {
          faults.areWithin(name, before);
          isReadable &&= member !== unreadable;
        }
        read[name] = member;
      }
      return isReadable ? (read as ReadMembers<Of>) : unreadable;
    },
  };
}
