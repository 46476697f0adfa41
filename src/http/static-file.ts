import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { sha256 } from '../platform/digest.ts';
import type { BufferedResponse } from './buffered-response.ts';
import { acceptedEncoding, compress, encodings, type Encoding } from './compression.ts';

/** A file in memory, with its compressed forms. */
export interface StaticFile {
  readonly content: Buffer;
  readonly headers: OutgoingHttpHeaders;
  /** The first hex digits of its SHA-256. */
  readonly hash: string;
  /** The compressed content. It is made at the first call for each encoding. */
  compressed(encoding: Encoding): Promise<Buffer>;
}

/** Compressed forms that exist already, by encoding. */
export type Compressed = Readonly<Partial<Record<Encoding, Buffer>>>;

/** Makes a file from its content. */
export function createStaticFile(
  source: string | Buffer,
  headers: OutgoingHttpHeaders,
  ready: Compressed = {},
): StaticFile {
  const content = Buffer.from(source);
  const cache = new Map<Encoding, Promise<Buffer>>();
  for (const encoding of encodings) {
    const known = ready[encoding];
    if (known) cache.set(encoding, Promise.resolve(known));
  }
  const compressed = (encoding: Encoding) => {
    const result = cache.get(encoding) ?? compress[encoding](content);
    cache.set(encoding, result);
    return result;
  };
  return { content, headers, hash: sha256(content).slice(0, 16), compressed };
}

/** The response to a request for a file: 304 if the client has it (ETag), else the file in the best encoding. */
export async function fileResponse(request: IncomingMessage, file: StaticFile): Promise<BufferedResponse> {
  const etag = `W/"${file.hash}"`;
  const common = { ...file.headers, etag, vary: 'accept-encoding' };
  if (matchesETag(request.headers['if-none-match'], etag)) return { status: 304, headers: common, body: '' };
  const encoding = acceptedEncoding(request);
  if (!encoding) return { status: 200, headers: common, body: file.content };
  return { status: 200, headers: { ...common, 'content-encoding': encoding }, body: await file.compressed(encoding) };
}

function matchesETag(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = etag.slice(2);
  return ifNoneMatch?.split(',').some((tag) => [etag, strong, '*'].includes(tag.trim())) ?? false;
}
