import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Answer } from './buffered-response.ts';

const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** The best encoding of ours that the client takes; null where it takes none. */
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

// Six is where more effort stops to show: 1.27 MB in 0.2 s for the largest file, against 1.24 MB in 0.6 s with nine.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** Compresses something that is kept. */
export const compress: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) => promisify(brotliCompress)(content, brotli),
  gzip: (content) => promisify(gzip)(content),
};

/** Answers shorter than this, in characters, take longer to compress than to send. */
const worthCompressing = 32_000;

/** An answer made for this request alone, compressed where it is long and the client takes it. */
export async function compressLong(request: IncomingMessage, answer: Answer): Promise<Answer> {
  if (answer.body.length < worthCompressing || !accepts(request, 'gzip')) return answer;
  const body = await promisify(gzip)(answer.body, { level: 3 });
  const vary = [answer.headers.vary ?? [], 'accept-encoding'].flat().join(', ');
  return { ...answer, headers: { ...answer.headers, vary, 'content-encoding': 'gzip' }, body };
}
