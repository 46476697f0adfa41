import { sdkHmacAuthorization } from '../signing/sdk-hmac.ts';
import { equalInConstantTime, isOffClock, type SandboxKey } from './keys.ts';
import { validDate } from './parameters.ts';
import { signable, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import type { Verification } from './verification.ts';

const authorizationPattern = /^SDK-HMAC-SHA256 Access=([^,\s]+), SignedHeaders=([^,\s]+), Signature=([0-9a-f]{64})$/;
const datePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** How far a request's date may be off. */
const toleranceMs = 15 * 60_000;

/**
 * Refuses a request to Huawei Cloud that is not rightly signed over the headers it names, or not of our time.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
 */
export function verifySdkHmac(received: Received, { keys, clock }: Verification): void {
  const { headers } = received;
  const [, accessKeyId, signedHeaders] = authorizationPattern.exec(headers['authorization'] ?? '') ?? [];
  if (!accessKeyId || !signedHeaders) throw unauthenticated('the authorization header is missing or malformed');
  const signed = signedHeaders.split(';');
  if (!signed.includes('x-sdk-date')) throw unauthenticated('x-sdk-date is not signed');
  const absent = signed.find((name) => headers[name] === undefined);
  if (absent) throw unauthenticated(`the signed header ${absent} is missing`);
  verifyDate(headers['x-sdk-date'] ?? '', clock.now());
  const key = keys.get(accessKeyId);
  if (!key) throw unauthenticated('Get secretKey failed,ak is not found');
  verifyToken(headers['x-security-token'], key);
  verifySignature(received, signed, key);
}

function verifyDate(text: string, now: Date): void {
  const date = datePattern.test(text) ? validDate(text.replace(datePattern, '$1-$2-$3T$4:$5:$6Z')) : null;
  if (!date) throw unauthenticated('x-sdk-date is not YYYYMMDDTHHMMSSZ');
  if (isOffClock(date, now, toleranceMs)) throw expiredSignature();
}

function verifyToken(token: string | undefined, key: SandboxKey): void {
  if (!equalInConstantTime(token ?? '', key.securityToken ?? ''))
    throw unauthenticated('the security token is not right');
  if (key.expired) throw expiredToken();
}

function verifySignature(received: Received, signed: readonly string[], key: SandboxKey): void {
  const message = signable(received);
  const bodyHash = received.headers['x-sdk-content-sha256'] ?? message.bodyHash;
  if (bodyHash !== message.bodyHash && bodyHash !== 'UNSIGNED-PAYLOAD')
    throw unauthenticated('the body is not the one signed');
  const expected = sdkHmacAuthorization({ ...message, bodyHash }, key, signed);
  if (!equalInConstantTime(expected, received.headers['authorization'] ?? '')) {
    throw unauthenticated('verify aksk signature fail');
  }
}

const unauthenticated = (why: string): Refusal =>
  new Refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

/** A date more than a quarter of an hour away. */
export const expiredSignature = (): Refusal => unauthenticated('The signature has expired, check the x-sdk-date');

/** A temporary key whose time is over. */
export const expiredToken = (): Refusal => unauthenticated('The security token has expired');
