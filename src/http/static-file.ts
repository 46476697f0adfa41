import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { sha256 } from '../platform/digest.ts';
import type { Answer } from './buffered-response.ts';
import { acceptedEncoding, compress, type Encoding } from './compression.ts';

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
  return { content, headers, hash: sha256(content).slice(0, 16), compressed };
}

/** A file as this request wants it: compressed where it may be, and not again where the client has it. */
export async function fileAnswer(request: IncomingMessage, file: StaticFile): Promise<Answer> {
  const etag = `W/"${file.hash}"`;
  const common = { ...file.headers, etag, vary: 'accept-encoding' };
  if (has(request.headers['if-none-match'], etag)) return { status: 304, headers: common, body: '' };
  const encoding = acceptedEncoding(request);
  if (!encoding) return { status: 200, headers: common, body: file.content };
  return { status: 200, headers: { ...common, 'content-encoding': encoding }, body: await file.compressed(encoding) };
}

function has(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = etag.slice(2);
  return ifNoneMatch?.split(',').some((tag) => [etag, strong, '*'].includes(tag.trim())) ?? false;
}
