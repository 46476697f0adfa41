import { sha256 } from '../platform/digest.ts';
import type { EncodedRequest } from './layers.ts';
import type { Shape } from './shape.ts';

const shapeNumbers = new WeakMap<Shape<unknown>, number>();
let shapes = 0;

function shapeNumber(shape: Shape<unknown>): number {
  const known = shapeNumbers.get(shape);
  if (known !== undefined) return known;
  shapes += 1;
  shapeNumbers.set(shape, shapes);
  return shapes;
}

/**
 * The name of a request within its source, made from all of its parts, so that it is the same in all replicas. Headers are
 * left out: they follow from the operation and the source.
 */
export function requestName({ request, query }: EncodedRequest): string {
  const { operation, service = '', method, path, body } = request;
  const bodyHash = body === undefined ? '-' : sha256(body);
  return `${service} ${operation} ${method} ${path}?${query} ${bodyHash}`;
}

/**
 * The key of a request within its source: requests share an answer only if all of their parts are the same, including what
 * is read of the answer.
 */
export const requestKey = (encoded: EncodedRequest): string =>
  `${requestName(encoded)} ${shapeNumber(encoded.request.shape)}`;
