import { hmacSha256, sha256 } from './digest.ts';
import { canonicalHeaders, sortedNames, type SignableMessage, type SigningKey } from './message.ts';
import { canonicalQuery } from './percent.ts';

const algorithm = 'ACS3-HMAC-SHA256';

/** Whether Alibaba Cloud wants a header signed: `host`, `content-type`, and all that start with `x-acs-`. */
const isSigned = (name: string): boolean => name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

/**
 * The `authorization` header of a request to Alibaba Cloud, from the headers that it carries.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function acs3Authorization(message: SignableMessage, key: SigningKey): string {
  const names = sortedNames(Object.keys(message.headers).filter(isSigned));
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    message.method,
    message.path,
    canonicalQuery(message.query),
    canonicalHeaders(message.headers, names),
    signedHeaders,
    message.bodyHash,
  ].join('\n');
  const signature = hmacSha256(key.accessKeySecret, `${algorithm}\n${sha256(canonicalRequest)}`);
  return `${algorithm} Credential=${key.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
}
