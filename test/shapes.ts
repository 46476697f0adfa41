import { Faults, unreadable, type Fault, type Shape } from '#src/upstream/shape.ts';

/** What a shape reads of a value of which nothing is wrong. */
export function parsed<Read>(shape: Shape<Read>, value: unknown): Read {
  const faults = new Faults();
  const read = shape.read(value, faults);
  if (read === unreadable || faults.count > 0) throw new Error(JSON.stringify(faults.all));
  return read;
}

/** What is wrong with a value. */
export function faultsIn(shape: Shape<unknown>, value: unknown): readonly Fault[] {
  const faults = new Faults();
  shape.read(value, faults);
  return faults.all;
}
