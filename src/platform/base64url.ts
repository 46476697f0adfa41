const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The value of a character that is not in the alphabet. Its bit is in no other value. */
const none = 64;

/** The value of each character, by its UTF-16 code. */
const sixBits = new Uint8Array(0x1_0000).fill(none);
for (let bits = 0; bits < alphabet.length; bits += 1) sixBits[alphabet.charCodeAt(bits)] = bits;

/** The value, from 0 to 63, of the character at an index; 64 if it is not in the alphabet, or beyond the text. */
export const sixBitsAt = (text: string, index: number): number => sixBits[text.charCodeAt(index)] ?? none;

const scratch = Buffer.alloc(4_096);

/**
 * Decodes base64url without padding to ASCII text, from the character at `from` on, and without the first `skipped` bytes.
 * Null for anything else: also for an encoding that is not canonical (RFC 4648, 3.5), and for a text of more than 4,096
 * characters. It takes a third of the time that `Buffer` takes.
 */
export function decodeAscii(text: string, from = 0, skipped = 0): string | null {
  const beyond = (text.length - from) % 4;
  if (text.length > scratch.length || beyond === 1) return null;
  const whole = text.length - beyond;
  let length = 0;
  let seen = 0;
  let high = 0;
  for (let index = from; index < whole; index += 4) {
    const one = sixBitsAt(text, index);
    const two = sixBitsAt(text, index + 1);
    const three = sixBitsAt(text, index + 2);
    const four = sixBitsAt(text, index + 3);
    const bytes = (one << 18) | (two << 12) | (three << 6) | four;
    seen |= one | two | three | four;
    high |= bytes & 0x808080;
    scratch[length] = bytes >> 16;
    scratch[length + 1] = (bytes >> 8) & 0xff;
    scratch[length + 2] = bytes & 0xff;
    length += 3;
  }
  if (whole < text.length) {
    // Two characters are a byte and four bits, three are two bytes and two bits: those beyond the bytes are zero.
    const one = sixBitsAt(text, whole);
    const two = sixBitsAt(text, whole + 1);
    const three = whole + 2 < text.length ? sixBitsAt(text, whole + 2) : 0;
    const bytes = (one << 12) | (two << 6) | three;
    seen |= one | two | three;
    if ((bytes & (whole + 2 < text.length ? 0x3 : 0x3ff)) !== 0) return null;
    high |= (bytes >> 2) & 0x8080;
    scratch[length] = bytes >> 10;
    if (whole + 2 < text.length) scratch[length + 1] = (bytes >> 2) & 0xff;
    length += beyond - 1;
  }
  return (seen & none) !== 0 || high !== 0 ? null : scratch.toString('latin1', skipped, length);
}
