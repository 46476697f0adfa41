import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { InvalidCursorError } from './errors.ts';
import type { Place } from './list.ts';

/** How a place is written: as JSON, or deflated where that is long, as in a merge of many lists. */
const version = { plain: 1, deflated: 2 };
const mostPlain = 256;
/** Places are small: little memory makes a deflater quick to set up. */
const deflating = { level: 1, memLevel: 3, windowBits: 10 };
const mostInflated = 1_048_576;
const tagLength = 16;
/** The place of a merge of 1,500 lists takes about a third of it. */
const longest = 262_144;

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
      const payload = writePlace(place);
      return Buffer.concat([payload, tagOf(signing, binding, payload)]).toString('base64url');
    },
    decode(binding, text) {
      const bytes = readCanonical(text);
      const [payload, tag] = [bytes.subarray(0, -tagLength), bytes.subarray(-tagLength)];
      const matching = secrets.filter((secret) => timingSafeEqual(tagOf(secret, binding, payload), tag));
      if (matching.length === 0) throw new InvalidCursorError();
      return readPlace(payload);
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

function writePlace(place: Place): Buffer {
  const bytes = Buffer.from(JSON.stringify(place));
  if (bytes.length <= mostPlain) return Buffer.concat([Buffer.of(version.plain), bytes]);
  return Buffer.concat([Buffer.of(version.deflated), deflateRawSync(bytes, deflating)]);
}

function readPlace(payload: Buffer): Place {
  const bytes = payload.subarray(1);
  try {
    if (payload[0] === version.plain) return JSON.parse(bytes.toString());
    if (payload[0] === version.deflated)
      return JSON.parse(inflateRawSync(bytes, { maxOutputLength: mostInflated }).toString());
  } catch (cause) {
    throw new InvalidCursorError({ cause });
  }
  throw new InvalidCursorError();
}
