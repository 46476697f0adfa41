import { byCodeUnit } from './percent.ts';

/** The parts of a request that a signature covers. */
export interface SignableMessage {
  readonly method: string;
  /** The path as it is signed, percent-encoded. */
  readonly path: string;
  /** Decoded pairs, in the order of the request; most signatures sort them. */
  readonly query: readonly (readonly [string, string])[];
  /** The result of `canonicalQuery` for them, if it is known already. */
  readonly canonicalQuery?: string | undefined;
  /** Lower-case names; the signature picks those it covers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The lower-case hex SHA-256 of the body's bytes. */
  readonly bodyHash: string;
}

/** An access key, with which requests are signed. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** `name:value` lines of the signed headers, each ended by a line break, in the order of the names. */
export function canonicalHeaders(headers: SignableMessage['headers'], names: readonly string[]): string {
  return names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
}

/** Names of headers in the order of their code units. */
export const sortedNames = (names: Iterable<string>): string[] => [...names].sort(byCodeUnit);
