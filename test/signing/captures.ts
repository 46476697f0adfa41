import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/wire/', import.meta.url);

/** A request that a vendor's own client sent, with the keys it was given. */
export interface Capture {
  readonly file: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface CaptureFile {
  readonly credentials: Partial<Record<'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'ak' | 'sk', string>>;
  readonly request: Pick<Capture, 'method' | 'path' | 'headers' | 'body'>;
}

export const readFixture = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

function readCapture(file: string): Capture {
  const { credentials, request } = readFixture(file) as CaptureFile;
  const { ak = '', sk = '', accessKeyId = ak, accessKeySecret = sk, securityToken } = credentials;
  return { file, accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}), ...request };
}

/** The algorithm that a capture's signature names. */
const algorithmOf = ({ headers }: Capture): string => headers['authorization']?.split(' ')[0] ?? '';

/** The requests that the vendors' own clients sent. */
export const captures: readonly Capture[] = readdirSync(folder)
  .filter((file) => /^[a-z]+-\d\d-/.test(file))
  .map(readCapture);

const byAlgorithm = Map.groupBy(captures, algorithmOf);

/** The captures that are signed by an algorithm. */
export function capturesOf(algorithm: string): readonly [Capture, ...Capture[]] {
  const [first, ...others] = byAlgorithm.get(algorithm) ?? [];
  if (!first) throw new Error(`There is no capture of ${algorithm}.`);
  return [first, ...others];
}

/** The header that holds the time of a signature, whatever its cloud calls it. */
const timeHeader = /^x-[a-z]+-(date|timestamp)$/;

/** The time at which a capture was signed: in seconds since 1970, or a date with or without its dashes and colons. */
export function timeOf({ file, headers }: Capture): Date {
  const [, written] = Object.entries(headers).find(([name]) => timeHeader.test(name)) ?? [];
  if (written === undefined) throw new Error(`${file} has no header for the time of its signature.`);
  if (/^\d+$/.test(written)) return new Date(Number(written) * 1000);
  return new Date(written.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
