import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { BufferedResponse } from './buffered-response.ts';

/** The content codings that we offer, the best first. */
export const encodings = ['br', 'gzip'] as const;
/** A content coding that we offer. */
export type Encoding = (typeof encodings)[number];

/** The best encoding that the client accepts; null if it accepts none of ours. */
export const acceptedEncoding = (request: IncomingMessage): Encoding | null =>
  encodings.find((encoding) => accepts(request, encoding)) ?? null;

function accepts({ headers }: IncomingMessage, encoding: Encoding): boolean {
  const offers = headers['accept-encoding']?.toLowerCase().split(',') ?? [];
  return offers.some((offer) => allows(offer, encoding));
}

function allows(offer: string, encoding: Encoding): boolean {
  const [name, weight = ''] = offer.split(';', 2);
  return name?.trim() === encoding && !/^\s*q=0(\.0*)?\s*$/.test(weight);
}

// Quality 6 is the best trade-off: 1.27 MB in 0.2 s for the largest file, against 1.24 MB in 0.6 s with nine.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** Compressors for content that is cached. */
export const compress: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) => promisify(brotliCompress)(content, brotli),
  gzip: (content) => promisify(gzip)(content),
};

/** Shorter bodies, in characters, take longer to compress than to send. */
const worthCompressing = 32_000;

/** Whether a response may be worth compressing. */
export const isLong = ({ body }: BufferedResponse): boolean => body.length >= worthCompressing;

/** Compresses a long response by gzip if the client accepts it. */
export async function compressLong(request: IncomingMessage, response: BufferedResponse): Promise<BufferedResponse> {
  if (!accepts(request, 'gzip')) return response;
  const body = await promisify(gzip)(response.body, { level: 3 });
  const vary = [response.headers.vary ?? [], 'accept-encoding'].flat().join(', ');
  return { ...response, headers: { ...response.headers, vary, 'content-encoding': 'gzip' }, body };
}
