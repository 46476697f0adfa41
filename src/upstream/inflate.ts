import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

/** Undoes one coding; fails with `ERR_BUFFER_TOO_LARGE` where more would come out than the limit. */
type Decoder = (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Promise<Buffer>;

const inflateZlib: Decoder = promisify(inflate);
const inflateBare: Decoder = promisify(inflateRaw);

/** By its definition `deflate` has a header, of which some servers know nothing: compression method 8, and a check. */
const hasZlibHeader = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', (bytes, limit) => (hasZlibHeader(bytes) ? inflateZlib : inflateBare)(bytes, limit)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/** The codings of a body in the order in which they are undone. */
const codingsOf = (header: string | null): string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();

/** A body without its `content-encoding`, of no more bytes than the limit; rejects where it cannot be undone. */
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
