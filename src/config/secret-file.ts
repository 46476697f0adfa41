import { resolve } from 'node:path';
import { type FileText, readText } from './read-text.ts';

/** The longest secret, in bytes: a certificate with its chain is a tenth of it. */
export const mostSecretBytes = 65_536;

/**
 * The text of a file that holds one value, without its last line end, which most tools write behind it. A relative path
 * is that of a file beside the configuration.
 */
export function readSecretFile(path: string, folder: string): FileText {
  const read = readText(resolve(folder, path), mostSecretBytes);
  if ('fault' in read) return read;
  const text = read.text.replace(/\r?\n$/, '');
  return text === '' ? { fault: 'is empty' } : { text };
}
