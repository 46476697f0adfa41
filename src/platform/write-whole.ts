import { rename, writeFile } from 'node:fs/promises';

/** What a file is called until it has been written whole. */
export const partSuffix = '.part';

/** Writes a file that its owner alone may read: after a crash there is all of it, or what was there before. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}${partSuffix}`;
  await writeFile(part, text, { mode: 0o600, flush: true });
  await rename(part, path);
}
