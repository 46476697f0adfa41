import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { InvalidCursorError } from './errors.ts';
import type { Place } from './walk.ts';

const version = 1;
const tagLength = 16;
const longest = 32_768;

/** Places as opaque text and back, bound to what they are places of. */
export interface CursorCodec {
  encode(binding: string, place: Place): string;
  /** Throws `InvalidCursorError`, the same whatever is wrong. */
  decode(binding: string, text: string): Place;
}

/** Cursors that only a holder of the keys can make: the first key signs, all of them verify. */
export function createCursorCodec(keys: readonly string[]): CursorCodec {
  const secrets = keys.map((key) => createSecretKey(key, 'utf8'));
  const [signing] = secrets;
  if (signing === undefined) throw new RangeError('A cursor codec needs a key.');
  return {
    encode(binding, place) {
      const payload = Buffer.concat([Buffer.of(version), Buffer.from(JSON.stringify(place))]);
      return Buffer.concat([payload, tagOf(signing, binding, payload)]).toString('base64url');
    },
    decode(binding, text) {
      const bytes = readCanonical(text);
      const [payload, tag] = [bytes.subarray(0, -tagLength), bytes.subarray(-tagLength)];
      const matching = secrets.filter((secret) => timingSafeEqual(tagOf(secret, binding, payload), tag));
      if (matching.length === 0 || payload[0] !== version) throw new InvalidCursorError();
      return parsePlace(payload.subarray(1));
    },
  };
}

/** The bytes of a text that is their one base64url form, and long enough to be a cursor. */
function readCanonical(text: string): Buffer {
  if (text.length > longest) throw new InvalidCursorError();
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= tagLength || bytes.toString('base64url') !== text) throw new InvalidCursorError();
  return bytes;
}

/** The payload begins with the version; the binding's length before it keeps the two from running into one another. */
function tagOf(secret: KeyObject, binding: string, payload: Buffer): Buffer {
  const hmac = createHmac('sha256', secret);
  hmac
    .update(`${Buffer.byteLength(binding)}:`)
    .update(binding)
    .update(payload);
  return hmac.digest().subarray(0, tagLength);
}

function parsePlace(bytes: Buffer): Place {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new InvalidCursorError({ cause });
  }
}
