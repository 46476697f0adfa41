import { UpstreamError } from '../upstream/errors.ts';

/** An answer that is of its documented shape, and still cannot be what it was asked for. */
export const badResponse = (source: string, operation: string, detail: string): UpstreamError =>
  new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });

/** Why a list cannot be read on that gives nothing before the end which its total tells. */
export const cutShort = (source: string, operation: string) => (): UpstreamError =>
  badResponse(source, operation, 'nothing where its total tells of more');
