import { closeSync, openSync, readSync } from 'node:fs';

/** The text of a file, or why there is none, in words that follow the file's name. */
export type FileText = { readonly text: string } | { readonly fault: string };

/** Reads a file of so many bytes at most. What is no UTF-8 would become another text, a secret another secret. */
export function readText(file: string, mostBytes: number): FileText {
  try {
    const bytes = readBytes(file, mostBytes + 1);
    if (bytes.length > mostBytes) return { fault: `is larger than ${mostBytes} bytes` };
    return decoded(bytes);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { fault: `cannot be read (${reason})` };
  }
}

function decoded(bytes: Buffer): FileText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { fault: 'is not UTF-8' };
  }
}

/** The first bytes of a file: a device or a pipe does not tell its size. */
function readBytes(file: string, most: number): Buffer {
  const buffer = Buffer.alloc(most);
  let [size, read] = [0, -1];
  const handle = openSync(file, 'r');
  try {
    while (read !== 0) {
      read = readSync(handle, buffer, size, buffer.length - size, null);
      size += read;
    }
  } finally {
    closeSync(handle);
  }
  return buffer.subarray(0, size);
}
