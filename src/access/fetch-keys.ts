import type { JWK } from 'jose';
import ky, { NetworkError } from 'ky';
import { isObject, membersOf } from '../platform/members.ts';

/** The longest key set that is read, in bytes, after decompression. */
const maximumBytes = 1_000_000;

/** How long a fetch may take in all, in milliseconds. */
const timeoutMs = 5_000;

/**
 * Redirects are not followed: the address is the operator's. Whether to ask again is the key set's to decide, and a status
 * has no body that is read.
 */
const client = ky.create({
  headers: { accept: 'application/json' },
  redirect: 'manual',
  retry: 0,
  throwHttpErrors: false,
  // The body has to come in time as well, which a signal sees to.
  timeout: false,
});

/** What carries a fetch to its address: undici's dispatcher, which only `upstream/` knows as such. */
export type FetchDispatcher = object;

/** Fetches a key set (JWKS), within a time. */
export async function fetchKeys(url: URL, mostMs = timeoutMs, dispatcher?: FetchDispatcher): Promise<readonly JWK[]> {
  const signal = AbortSignal.timeout(mostMs);
  try {
    const response = await client(url, { signal, ...(dispatcher && { dispatcher }) });
    if (response.ok) return keysIn(await textOf(response, signal));
    await response.body?.cancel();
    throw new Error(`the answer was HTTP ${response.status}`);
  } catch (error) {
    if (signal.aborted) throw new Error(`it took longer than ${mostMs / 1_000} seconds`, { cause: error });
    // What the platform says of a connection, rather than ky's message, which quotes the address.
    throw error instanceof NetworkError ? error.cause : error;
  }
}

/**
 * The body, unless it is too long or too late: the rest is then not read. What went with the request does not see to that: a
 * request is collected as garbage once it has its response, and no signal reaches the body by it any more.
 */
async function textOf({ body }: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reading = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes += chunk.length;
      if (bytes > maximumBytes) throw new Error(`the answer was longer than ${maximumBytes} bytes`);
      chunks.push(chunk);
    },
  });
  await body?.pipeTo(reading, { signal });
  return Buffer.concat(chunks).toString();
}

/** Whether a member of a set is a public key; a private one would fail the tokens that name it. */
const isPublicKey = (key: unknown): boolean => isObject(key) && !('d' in key);

/** The public keys of a set; other members are ignored (RFC 7517, 5). */
function keysIn(text: string): readonly JWK[] {
  const { keys } = membersOf(parse(text));
  if (!Array.isArray(keys)) throw new Error('the answer was no key set');
  return keys.filter(isPublicKey);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error of JSON.parse would quote the answer.
    throw new Error('the answer was no JSON');
  }
}
