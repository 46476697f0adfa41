/**
 * The value of an object's own property; undefined if it has none. Only strings are taken without a second look-up: nothing
 * that an object inherits from `Object.prototype` is one.
 */
export function ownValue(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = object[name];
  return typeof value === 'string' || Object.hasOwn(object, name) ? value : undefined;
}
