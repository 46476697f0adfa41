import type { SignableMessage } from '../signing/message.ts';
import { tc3Authorization } from '../signing/tc3-hmac.ts';
import { equalInConstantTime, isOffClock, type SandboxKey } from './keys.ts';
import { signable, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import type { Verification } from './verification.ts';

const authorizationPattern =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/\d{4}-\d\d-\d\d\/([^/,\s]+)\/tc3_request, SignedHeaders=([^,\s]+), Signature=[0-9a-f]{64}$/;

/** The headers that every request must sign. */
const required = ['content-type', 'host'];

/** How far a request's time may be off. */
const toleranceMs = 5 * 60_000;

/** Whom a request says it is from, for which product, and which headers it signed. */
interface Claim {
  readonly accessKeyId: string;
  readonly service: string;
  readonly signed: readonly string[];
}

function claimOf(headers: Received['headers']): Claim | null {
  const [, accessKeyId, service, signedHeaders] = authorizationPattern.exec(headers['authorization'] ?? '') ?? [];
  return accessKeyId && service && signedHeaders ? { accessKeyId, service, signed: signedHeaders.split(';') } : null;
}

/** The product that a request is signed for; undefined where its authorization does not say. */
export const signedService = ({ headers }: Received): string | undefined => claimOf(headers)?.service;

/**
 * Refuses a request to Tencent Cloud that is not rightly signed over the headers it names, or not of our time.
 * https://www.tencentcloud.com/document/product/267/37447
 */
export function verifyTc3Hmac(received: Received, { keys, clock }: Verification): void {
  const { headers } = received;
  const claim = claimOf(headers);
  if (!claim || required.some((name) => !claim.signed.includes(name))) throw invalidAuthorization();
  if (!headers['x-tc-timestamp']) throw new Refusal(200, 'MissingParameter', 'The header X-TC-Timestamp is missing.');
  verifyTime(headers['x-tc-timestamp'], clock.now());
  const key = keys.get(claim.accessKeyId);
  if (!key) throw new Refusal(200, 'AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
  verifyToken(headers['x-tc-token'], key);
  verifySignature(received, claim, key);
}

function verifyTime(timestamp: string, now: Date): void {
  if (!/^\d{1,11}$/.test(timestamp)) throw new Refusal(200, 'InvalidParameter', 'X-TC-Timestamp is not an integer.');
  if (isOffClock(new Date(Number(timestamp) * 1000), now, toleranceMs)) throw expiredSignature();
}

function verifyToken(token: string | undefined, key: SandboxKey): void {
  if (key.expired || !equalInConstantTime(token ?? '', key.securityToken ?? '')) throw wrongToken();
}

/** The message as it is, and with the host alone: the vendor's own clients leave the port out of what they sign. */
function readingsOf(message: SignableMessage): readonly SignableMessage[] {
  const host = message.headers['host']?.replace(/:\d+$/, '') ?? '';
  return [message, { ...message, headers: { ...message.headers, host } }];
}

function verifySignature(received: Received, { service, signed }: Claim, key: SandboxKey): void {
  const authorization = received.headers['authorization'] ?? '';
  const isRight = readingsOf(signable(received)).some((message) =>
    equalInConstantTime(tc3Authorization(message, key, service, signed), authorization),
  );
  if (isRight) return;
  const text = 'The provided credentials could not be validated. Please check your signature is correct.';
  throw new Refusal(200, 'AuthFailure.SignatureFailure', text);
}

const invalidAuthorization = (): Refusal =>
  new Refusal(200, 'AuthFailure.InvalidAuthorization', 'The Authorization header is missing or malformed.');

/** A time more than five minutes away. */
export const expiredSignature = (): Refusal =>
  new Refusal(200, 'AuthFailure.SignatureExpire', 'The signature has expired. Please check the time of your machine.');

/** A token that is not the key's, or whose time is over. */
export const wrongToken = (): Refusal =>
  new Refusal(200, 'AuthFailure.TokenFailure', 'The token is not valid, or has expired.');
