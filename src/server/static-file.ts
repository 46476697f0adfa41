import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Answer } from './answer.ts';

const encodings = ['br', 'gzip'] as const;
type Encoding = (typeof encodings)[number];

/** A file that is kept in memory, compressed no more than once. */
export interface StaticFile {
  readonly content: Buffer;
  readonly headers: OutgoingHttpHeaders;
  /** The first hex digits of its SHA-256. */
  readonly hash: string;
  compressed(encoding: Encoding): Promise<Buffer>;
}

export function createStaticFile(source: string, headers: OutgoingHttpHeaders): StaticFile {
  const content = Buffer.from(source);
  const kept = new Map<Encoding, Promise<Buffer>>();
  const compressed = (encoding: Encoding) => {
    const result = kept.get(encoding) ?? compress[encoding](content);
    kept.set(encoding, result);
    return result;
  };
  return { content, headers, hash: createHash('sha256').update(content).digest('hex').slice(0, 16), compressed };
}

/** A file as this request wants it: compressed where it may be, and not again where the client has it. */
export async function fileAnswer({ headers }: IncomingMessage, file: StaticFile): Promise<Answer> {
  const etag = `W/"${file.hash}"`;
  const common = { ...file.headers, etag, vary: 'accept-encoding' };
  if (has(headers['if-none-match'], etag)) return { status: 304, headers: common, body: '' };
  const encoding = encodings.find((name) => accepts(headers['accept-encoding'], name));
  if (!encoding) return { status: 200, headers: common, body: file.content };
  return { status: 200, headers: { ...common, 'content-encoding': encoding }, body: await file.compressed(encoding) };
}

// Six is where more effort stops to show: 1.27 MB in 0.2 s for the largest file, against 1.24 MB in 0.6 s with nine.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
const compress: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) => promisify(brotliCompress)(content, brotli),
  gzip: (content) => promisify(gzip)(content),
};

function has(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = etag.slice(2);
  return ifNoneMatch?.split(',').some((tag) => [etag, strong, '*'].includes(tag.trim())) ?? false;
}

function accepts(acceptEncoding: string | undefined, name: Encoding): boolean {
  const offers = acceptEncoding?.toLowerCase().split(',') ?? [];
  return offers.some((offer) => new RegExp(`^\\s*${name}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?$`).test(offer));
}
