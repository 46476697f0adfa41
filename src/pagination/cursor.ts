import { timingSafeEqual } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { InvalidCursorError } from './errors.ts';
import { Hmac } from './hmac.ts';
import type { Place } from './list.ts';

/** How a place is written: as JSON, or deflated where that is long, as in a merge of many lists. */
const version = { plain: 1, deflated: 2 };
/** To deflate a place takes 20 us, and each edge of a page has one: those of a few lists stay as they are, in characters. */
const mostPlain = 1_024;
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
  const secrets = keys.map((key) => new Hmac(key));
  const [signing] = secrets;
  if (signing === undefined) throw new RangeError('A cursor codec needs a key.');
  return {
    encode(binding, place) {
      const payload = writePlace(place);
      return Buffer.from(payload + tagOf(signing, binding, payload), 'latin1').toString('base64url');
    },
    decode(binding, text) {
      const bytes = readCanonical(text);
      const [payload, tag] = [bytes.subarray(0, -tagLength), bytes.subarray(-tagLength)];
      const signed = payload.toString('latin1');
      const matching = secrets.filter((secret) =>
        timingSafeEqual(Buffer.from(tagOf(secret, binding, signed), 'latin1'), tag),
      );
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

/** A text as UTF-8, as a binary string: each character is a byte. */
const binary = (text: string): string => Buffer.from(text).toString('latin1');

/** The payload begins with the version; the binding's length before it keeps the two from running into one another. */
const tagOf = (secret: Hmac, binding: string, payload: string): string =>
  secret.of(`${Buffer.byteLength(binding)}:${binary(binding)}${payload}`).slice(0, tagLength);

/** The payload of a cursor, as a binary string. */
function writePlace(place: Place): string {
  const json = JSON.stringify(place);
  return json.length <= mostPlain
    ? String.fromCharCode(version.plain) + binary(json)
    : String.fromCharCode(version.deflated) + deflateRawSync(json, deflating).toString('latin1');
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
