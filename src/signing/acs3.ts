import { hmacSha256, sha256 } from '../platform/digest.ts';
import { canonicalHeaders, sortedNames, type SignableMessage, type SigningKey } from './message.ts';
import { canonicalQuery } from './percent.ts';

const algorithm = 'ACS3-HMAC-SHA256';

/** Whether Alibaba Cloud wants a header signed: `host`, `content-type`, and all that start with `x-acs-`. */
export const mustBeSigned = (name: string): boolean =>
  name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

/** The string to sign: the algorithm, and the hash of the canonical request with the named headers. */
export function acs3StringToSign(message: SignableMessage, names: readonly string[]): string {
  const canonicalRequest = [
    message.method,
    message.path,
    message.canonicalQuery ?? canonicalQuery(message.query),
    canonicalHeaders(message.headers, names),
    names.join(';'),
    message.bodyHash,
  ].join('\n');
  return `${algorithm}\n${sha256(canonicalRequest)}`;
}

/**
 * The `authorization` header of a request to Alibaba Cloud, from the headers that it carries.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function acs3Authorization(
  message: SignableMessage,
  key: SigningKey,
  signed: Iterable<string> = Object.keys(message.headers).filter(mustBeSigned),
): string {
  const names = sortedNames(signed);
  const signature = hmacSha256(key.accessKeySecret, acs3StringToSign(message, names));
  return `${algorithm} Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
}
