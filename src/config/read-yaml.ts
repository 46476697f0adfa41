import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { cutSecretFaults } from './cut-secrets.ts';
import { offsetOf } from './position.ts';
import { readText } from './read-text.ts';
import { hideReferences, showReferences } from './references.ts';
import type { Fault } from './substitute.ts';

/** A parsed file. */
export interface YamlFile {
  /** Its values; `${NAME}` is as it was. */
  readonly value: unknown;
  /** The secrets that YAML has not read as they were meant. */
  readonly faults: readonly Fault[];
  /** The line of a setting, or of what it is missing in; null where the file has nothing of it. */
  lineOf(path: readonly PropertyKey[]): number | null;
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
  const read = readText(file, mostBytes);
  if ('fault' in read) throw new ConfigError([`${file || 'the file without a name'}: ${read.fault}`]);
  const text = hideReferences(read.text);
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, ...reading });
  // A warning tells of a tag that is unknown, such as !secret: the value would be read without it.
  const faults = [...document.errors, ...document.warnings].map(
    ({ pos, code }) => `${file}:${lines.linePos(pos[0]).line}: not YAML (${code})`,
  );
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return {
    value: valuesOf(document, file),
    faults: cutSecretFaults(document, text),
    lineOf: (path) => {
      const offset = offsetOf(path, document);
      return offset === null ? null : lines.linePos(offset).line;
    },
  };
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
