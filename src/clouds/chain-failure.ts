import { shownWord } from '../upstream/classify.ts';
import { CredentialsError } from '../upstream/credentials.ts';
import type { UpstreamCode } from '../upstream/errors.ts';

/** STS could not be reached; the last place of the whole chain cannot be, on most machines, and says nothing. */
const unreached = /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b|(Connect|Read)Timeout/;
const triedAll = /unable to get credentials from any of the providers/;

/** A member of the answer of STS, which the vendor's client quotes. */
const memberOf = (text: string, name: string): string | undefined =>
  shownWord(new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1]);

/** The client compares the texts that were signed, and leaves out the answer where these are the same. */
const isWrongSecret = (text: string): boolean => text.includes('the access key secret is invalid');

function codeOf(text: string, providerCode: string | undefined): UpstreamCode {
  if (providerCode === undefined)
    return unreached.test(text) && !triedAll.test(text) ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_DENIED';
  if (providerCode.startsWith('Throttling')) return 'UPSTREAM_THROTTLED';
  return /^(ServiceUnavailable|InternalError)/.test(providerCode) ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_DENIED';
}

/** What the vendor's client failed by, without its text: that quotes profile files and signed URLs, secrets included. */
export function chainFailure(error: unknown): CredentialsError {
  const text = String(error);
  const providerCode = isWrongSecret(text) ? 'SignatureDoesNotMatch' : memberOf(text, 'Code');
  const requestId = providerCode === undefined ? undefined : memberOf(text, 'RequestId');
  const failure = { code: codeOf(text, providerCode), providerCode, requestId };
  return new CredentialsError('The credential chain gave no credentials.', failure);
}
