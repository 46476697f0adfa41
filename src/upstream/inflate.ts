import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

/** Decodes one content coding; rejects with `ERR_BUFFER_TOO_LARGE` if the result would be longer than the limit. */
type Decoder = (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Promise<Buffer>;

const inflateZlib: Decoder = promisify(inflate);
const inflateHeaderless: Decoder = promisify(inflateRaw);

/** `deflate` is defined with a zlib header (compression method 8, and a check), which some servers leave out. */
const hasZlibHeader = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', (bytes, limit) => (hasZlibHeader(bytes) ? inflateZlib : inflateHeaderless)(bytes, limit)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/** The codings of a body, in the order in which they have to be decoded. */
const codingsOf = (header: string | null): string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();

/** Decodes a body by its `content-encoding`; rejects if it cannot, or if the result would be longer than the limit. */
export async function inflated(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxOutputLength: number,
): Promise<Uint8Array> {
  let plain = bytes;
  for (const coding of bytes.length === 0 ? [] : codingsOf(contentEncoding)) {
    const decode = decoders.get(coding);
    if (!decode) throw new Error('A coding that is not known.');
    plain = await decode(plain, { maxOutputLength });
  }
  return plain;
}
