import { type Shape, unreadable } from './shape.ts';
import type { UpstreamRequest } from './upstream.ts';

/** A shape whose result is mapped. */
const mappedShape = <Read, Made>(shape: Shape<Read>, make: (read: Read) => Made): Shape<Made> => ({
  read(value, faults) {
    const read = shape.read(value, faults);
    return read === unreadable ? unreadable : make(read);
  },
});

/**
 * Requests of an operation whose answers are mapped as they are read, such as rows to tasks. To be called once for a source:
 * the shape is part of the cache key, and the requests that it creates have one shape in common.
 */
export function mapAnswer<Arguments extends readonly unknown[], Read, Made>(
  requestOf: (...values: Arguments) => UpstreamRequest<Read>,
  make: (read: Read) => Made,
): (...values: Arguments) => UpstreamRequest<Made> {
  let shape: Shape<Made> | undefined;
  return (...values) => {
    const request = requestOf(...values);
    shape ??= mappedShape(request.shape, make);
    return { ...request, shape };
  };
}
