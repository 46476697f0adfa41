import { createHmac, hash } from 'node:crypto';

/** The SHA-256 of data, as hex digits. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** The HMAC-SHA-256 of a text, as hex digits. */
export const hmacSha256 = (key: string | Uint8Array, data: string): string =>
  createHmac('sha256', key).update(data).digest('hex');

/** The HMAC-SHA-256 of a text as bytes: it can be the key of the next one in a derivation. */
export const hmacSha256Bytes = (key: string | Uint8Array, data: string): Uint8Array =>
  createHmac('sha256', key).update(data).digest();

/** The SHA-256 of no bytes, for the signature of a request without a body. */
export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
