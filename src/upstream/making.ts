import { type Shape, unreadable } from './shape.ts';
import type { UpstreamRequest } from './upstream.ts';

/** What is made of what a shape reads. */
const mapped = <Read, Made>(shape: Shape<Read>, make: (read: Read) => Made): Shape<Made> => ({
  read(value, faults) {
    const read = shape.read(value, faults);
    return read === unreadable ? unreadable : make(read);
  },
});

/**
 * The requests of an operation, of whose answers something else is made as they are read. To be called once for a source:
 * what several requests share and the cache holds is told apart by the shape, which all of these have in common.
 */
export function making<Asked extends readonly unknown[], Read, Made>(
  requestOf: (...asked: Asked) => UpstreamRequest<Read>,
  make: (read: Read) => Made,
): (...asked: Asked) => UpstreamRequest<Made> {
  let shape: Shape<Made> | undefined;
  return (...asked) => {
    const request = requestOf(...asked);
    shape ??= mapped(request.shape, make);
    return { ...request, shape };
  };
}
