import { closeSync, openSync, readSync } from 'node:fs';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { cutSecretFaults } from './cut-secrets.ts';
import { hideReferences, showReferences } from './references.ts';
import type { Fault } from './substitute.ts';

/** A parsed file. */
export interface YamlFile {
  /** Its values; `${NAME}` is as it was. */
  readonly value: unknown;
  /** The secrets that YAML has not read as they were meant. */
  readonly faults: readonly Fault[];
}

/** How often anchors may be used; what they hold can have anchors in turn, whose uses are multiplied. */
const maxAliasCount = 1_000_000;

/** Without the log, where a key that is no text, such as that of `{{secret}}`, would be written out. */
const reading = { strict: true, merge: true, logLevel: 'error' } as const;

/** The largest file, in bytes: some thousand sources. Of longer ones, the parser would need minutes. */
const mostBytes = 2_000_000;

/** Parses a YAML file, with merge keys. Errors name the line only: the parser's messages would quote secrets. */
export function readYaml(file: string): YamlFile {
  const lines = new LineCounter();
  const text = hideReferences(readText(file));
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, ...reading });
  // A warning tells of a tag that is unknown, such as !secret: the value would be read without it.
  const faults = [...document.errors, ...document.warnings].map(
    ({ pos, code }) => `${file}:${lines.linePos(pos[0]).line}: not YAML (${code})`,
  );
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return { value: valuesOf(document, file), faults: cutSecretFaults(document, text) };
}

/** The text of a file: what is no UTF-8 would become another text, a secret another secret. */
function readText(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > mostBytes) throw new ConfigError([`${file}: is larger than ${mostBytes} bytes`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([`${file}: is not UTF-8`]);
  }
}

/** The first bytes of a file, one more than it may have: a device or a pipe does not tell its size. */
function readBytes(file: string): Buffer {
  const buffer = Buffer.alloc(mostBytes + 1);
  let [size, read] = [0, -1];
  try {
    const handle = openSync(file, 'r');
    while (read !== 0) {
      read = readSync(handle, buffer, size, buffer.length - size, null);
      size += read;
    }
    closeSync(handle);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new ConfigError([`${file || 'the file without a name'}: cannot be read (${reason})`]);
  }
  return buffer.subarray(0, size);
}

function valuesOf(document: Document, file: string): unknown {
  try {
    return document.toJS({
      maxAliasCount,
      reviver: (_name, value) => (typeof value === 'string' ? showReferences(value) : value),
    });
  } catch (error) {
    const fault = aliasFault(error);
    if (fault === null) throw error;
    throw new ConfigError([`${file}: not YAML (${fault})`]);
  }
}

function aliasFault(error: unknown): string | null {
  // Only aliases throw this: an unquoted secret that begins with a star is parsed as one.
  if (error instanceof ReferenceError) {
    return 'an alias without its anchor, or too many; a text with a star needs quotes';
  }
  if (error instanceof RangeError) return 'an anchor that holds itself';
  const isMerge = error instanceof Error && error.message.startsWith('Merge sources');
  return isMerge ? '<< takes settings, or an alias of them' : null;
}
