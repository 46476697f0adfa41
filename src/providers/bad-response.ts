import { UpstreamError } from '../upstream/errors.ts';

/** An answer that is of its documented shape, and still cannot be what it was asked for. */
export const badResponse = (source: string, operation: string, detail: string): UpstreamError =>
  new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });
