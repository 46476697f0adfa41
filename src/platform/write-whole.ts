import { rename, writeFile } from 'node:fs/promises';

/** The suffix of a file's name until it is completely written. */
export const partSuffix = '.part';

/** Writes a file atomically: after a crash it has the new content or the old one. Only its owner may read it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}${partSuffix}`;
  await writeFile(part, text, { mode: 0o600, flush: true });
  await rename(part, path);
}
