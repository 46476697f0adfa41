import type { UpstreamCode } from './errors.ts';

/** The code of a failure by its HTTP status, for answers without a known code of the provider. */
export function codeOfStatus(status: number): UpstreamCode {
  if (status === 429) return 'UPSTREAM_THROTTLED';
  if (status === 401 || status === 403) return 'UPSTREAM_DENIED';
  if (status === 408) return 'UPSTREAM_TIMEOUT';
  // 407 comes from a proxy before the provider, whatever the request is.
  if (status === 407 || status >= 500) return 'UPSTREAM_UNAVAILABLE';
  return status >= 400 ? 'UPSTREAM_REJECTED' : 'UPSTREAM_BAD_RESPONSE';
}

const plainWord = /^[\w.:-]{1,128}$/;

/** A provider's error code or request id, if it is fit to be shown: a word, and no text that may quote a request. */
export const shownWord = (value: unknown): string | undefined =>
  typeof value === 'string' && plainWord.test(value) ? value : undefined;

/** The longest hint that clients are told; longer ones are cut to it. */
const dayMs = 86_400_000;

/** A time that a provider asks not to be called, in milliseconds, up to a day; undefined where it is none. */
export const hintOf = (milliseconds: number): number | undefined =>
  milliseconds > 0 && Number.isFinite(milliseconds) ? Math.min(milliseconds, dayMs) : undefined;

/** The milliseconds that a `Retry-After` header asks for, in either of its forms. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  return hintOf(Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000);
}
