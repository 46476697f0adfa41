import { hmacSha256, hmacSha256Bytes, sha256 } from '../platform/digest.ts';
import { canonicalHeaders, sortedNames, type SignableMessage, type SigningKey } from './message.ts';
import { percentEncode } from './percent.ts';

const algorithm = 'TC3-HMAC-SHA256';

/** What our requests sign: the two headers that must be signed, and the operation. */
const signedByUs = ['content-type', 'host', 'x-tc-action'];

/** The query in the order in which it is sent: this signature does not sort it. */
const queryInOrder = (query: SignableMessage['query']): string =>
  query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');

const lowerCased = (headers: SignableMessage['headers']): SignableMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toLowerCase()]));

/** The day in UTC of seconds since 1970. */
const dayOf = (timestamp: string): string => new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);

/** The key of one product for one day. */
function derivedKey(accessKeySecret: string, day: string, service: string): Uint8Array {
  const dayKey = hmacSha256Bytes(`TC3${accessKeySecret}`, day);
  return hmacSha256Bytes(hmacSha256Bytes(dayKey, service), 'tc3_request');
}

/**
 * The `authorization` header of a request to a product of Tencent Cloud over the headers named; `x-tc-timestamp` must be
 * among the headers.
 * https://www.tencentcloud.com/document/product/267/37447
 */
export function tc3Authorization(
  message: SignableMessage,
  key: SigningKey,
  service: string,
  signed: Iterable<string> = signedByUs,
): string {
  const names = sortedNames(signed);
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    message.method,
    message.path,
    queryInOrder(message.query),
    // Values are signed in lower case: `x-tc-action:describebatchtask`.
    canonicalHeaders(lowerCased(message.headers), names),
    signedHeaders,
    message.bodyHash,
  ].join('\n');
  const timestamp = message.headers['x-tc-timestamp'] ?? '';
  const day = dayOf(timestamp);
  const scope = `${day}/${service}/tc3_request`;
  const stringToSign = `${algorithm}\n${timestamp}\n${scope}\n${sha256(canonicalRequest)}`;
  const signature = hmacSha256(derivedKey(key.accessKeySecret, day, service), stringToSign);
  return `${algorithm} Credential=${key.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}
