import { acs3Authorization, acs3StringToSign, mustBeSigned } from '../signing/acs3.ts';
import { sortedNames } from '../signing/message.ts';
import { equalInConstantTime, isOffClock, type SandboxKey } from './keys.ts';
import { exactDate } from './parameters.ts';
import { signable, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import type { Verification } from './verification.ts';

const authorizationPattern = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([^,\s]+),Signature=([0-9a-f]{64})$/;
const required = ['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'x-acs-action', 'x-acs-version'];

/** How far a request's date may be off. */
const toleranceMs = 15 * 60_000;

/** Whom a request says it is from, and which headers it signed. */
interface Claim {
  readonly accessKeyId: string;
  readonly signed: readonly string[];
}

/**
 * Refuses a request to Alibaba Cloud that is not rightly signed, of our time, and the first with its nonce.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function verifyAcs3(received: Received, { keys, nonces, clock }: Verification): void {
  const claim = readClaim(received.headers);
  const key = keys.get(claim.accessKeyId);
  if (!key) throw unknownKey();
  verifyDate(received.headers['x-acs-date'] ?? '', clock.now());
  verifyToken(received.headers['x-acs-security-token'], key);
  verifySignature(received, claim, key);
  const nonce = `${key.accessKeyId} ${received.headers['x-acs-signature-nonce']}`;
  if (!nonces.use(nonce, clock.now())) {
    throw new Refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
}

function readClaim(headers: Received['headers']): Claim {
  const [, accessKeyId, signedHeaders] = authorizationPattern.exec(headers['authorization'] ?? '') ?? [];
  if (!accessKeyId || !signedHeaders) throw incomplete('The authorization header is missing or malformed.');
  const missing = required.find((name) => !headers[name]);
  if (missing) throw incomplete(`The header ${missing} is missing.`);
  const signed = signedHeaders.split(';');
  const unsigned = Object.keys(headers).find((name) => mustBeSigned(name) && !signed.includes(name));
  if (unsigned) throw incomplete(`The header ${unsigned} is not signed.`);
  return { accessKeyId, signed };
}

function verifyDate(text: string, now: Date): void {
  const date = exactDate(text);
  if (!date)
    throw new Refusal(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
  if (isOffClock(date, now, toleranceMs)) throw expiredTimeStamp();
}

function verifyToken(token: string | undefined, key: SandboxKey): void {
  if (key.securityToken && !token)
    throw new Refusal(400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.');
  if (!equalInConstantTime(token ?? '', key.securityToken ?? '')) {
    const code = 'InvalidSecurityToken.MismatchWithAccessKey';
    throw new Refusal(400, code, 'Specified SecurityToken mismatch with the AccessKey.');
  }
  if (key.expired) throw expiredToken();
}

function verifySignature(received: Received, { signed }: Claim, key: SandboxKey): void {
  const message = signable(received);
  const expected = acs3Authorization(message, key, signed);
  const isRight = equalInConstantTime(expected, received.headers['authorization'] ?? '');
  if (isRight && received.headers['x-acs-content-sha256'] === message.bodyHash) return;
  const serverSide = acs3StringToSign(message, sortedNames(signed));
  const text = `Specified signature is not matched with our calculation. server string to sign is:${serverSide}`;
  throw new Refusal(400, 'SignatureDoesNotMatch', text);
}

const incomplete = (why: string): Refusal =>
  new Refusal(400, 'IncompleteSignature', `The request signature does not conform to Aliyun standards. ${why}`);

const unknownKey = (): Refusal => new Refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');

/** A date more than a quarter of an hour away. */
export const expiredTimeStamp = (): Refusal =>
  new Refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');

/** A temporary key whose time is over. */
export const expiredToken = (): Refusal =>
  new Refusal(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
