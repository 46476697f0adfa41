import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256 } from '../platform/digest.ts';

/** The documents that clients may name instead of sending, by the hex digits of their SHA-256. */
export type Manifest = ReadonlyMap<string, string>;

/** Why a manifest cannot be used, in a line for the operator. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

const shape = z.record(z.string(), z.string());

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ManifestError(`${path} is not JSON`, { cause: error });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new ManifestError(`${path} cannot be read (${reason})`, { cause: error });
  }
}

/** Reads what `npm run documents` wrote, and checks that each document is the one that its hash names. */
export function readManifest(path: string): Manifest {
  const { success, data } = shape.safeParse(readJson(path));
  if (!success) throw new ManifestError(`${path} is not an object of hashes and documents`);
  const documents = new Map(Object.entries(data));
  for (const [hash, document] of documents) {
    if (sha256(document) !== hash)
      throw new ManifestError(`${path}: ${hash.slice(0, 64)} is not the SHA-256 of its document`);
  }
  return documents;
}
