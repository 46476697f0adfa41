import { unreadable, type Shape } from '../upstream/shape.ts';

/** What a shape reads. */
export type ReadBy<Of> = Of extends Shape<infer Read> ? Read : never;

/** The shapes of the members that are used, by their names. */
export type Members = Readonly<Record<string, Shape<unknown>>>;

/** What is read of an object: its members that have shapes. */
export type ReadMembers<Of extends Members> = { readonly [Name in keyof Of]: ReadBy<Of[Name]> };

/** An object: members that have no shape are not looked at. */
export interface ObjectShape<Of extends Members> extends Shape<ReadMembers<Of>> {
  readonly members: Of;
}

/** A word for what a value is, such as `array`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of these members; it is read on after a bad one, so that all that is wrong with it is told. */
export function object<const Of extends Members>(members: Of): ObjectShape<Of> {
  // Two lists: destructuring an entry for each member takes a third longer.
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
