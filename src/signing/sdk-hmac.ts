import { hmacSha256, sha256 } from '../platform/digest.ts';
import { canonicalHeaders, sortedNames, type SignableMessage, type SigningKey } from './message.ts';
import { canonicalQuery, percentEncode } from './percent.ts';

const algorithm = 'SDK-HMAC-SHA256';

/** Whether our requests sign a header: those that nothing on the way may change. */
const isSignedByUs = (name: string): boolean => name === 'host' || name === 'content-type' || name.startsWith('x-');

/** Encodes a segment once, whether or not it is encoded in the request's path. */
function canonicalSegment(segment: string): string {
  try {
    return percentEncode(decodeURIComponent(segment));
  } catch {
    return percentEncode(segment);
  }
}

/** The path as it is signed. It ends in a slash, even if the request's path does not. */
function canonicalPath(path: string): string {
  const canonical = path.split('/').map(canonicalSegment).join('/');
  return canonical.endsWith('/') ? canonical : `${canonical}/`;
}

/**
 * The `authorization` header of a request to Huawei Cloud over the headers named; `x-sdk-date` must be among the headers.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
 */
export function sdkHmacAuthorization(
  message: SignableMessage,
  key: SigningKey,
  signed: Iterable<string> = Object.keys(message.headers).filter(isSignedByUs),
): string {
  const names = sortedNames(signed);
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    message.method,
    canonicalPath(message.path),
    message.canonicalQuery ?? canonicalQuery(message.query),
    canonicalHeaders(message.headers, names),
    signedHeaders,
    message.bodyHash,
  ].join('\n');
  const stringToSign = `${algorithm}\n${message.headers['x-sdk-date'] ?? ''}\n${sha256(canonicalRequest)}`;
  const signature = hmacSha256(key.accessKeySecret, stringToSign);
  return `${algorithm} Access=${key.accessKeyId}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}
