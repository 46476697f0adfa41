import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256 } from '../platform/digest.ts';

/** Trusted documents by their SHA-256 in hex: clients send the hash in place of the document. */
export type Manifest = ReadonlyMap<string, string>;

/** The manifest cannot be used; the message is a line for the operator. */
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

/** Reads a manifest that `npm run documents` wrote, and checks each hash. */
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
