import { readFileSync } from 'node:fs';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { hideReferences, showReferences } from './references.ts';

/** Parses a YAML file; `${NAME}` stays as it is. Errors name the line only: the parser's messages would quote secrets. */
export function readYaml(file: string): unknown {
  const lines = new LineCounter();
  const text = hideReferences(readText(file));
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, strict: true });
  const faults = document.errors.map(({ pos, code }) => `${file}:${lines.linePos(pos[0]).line}: not YAML (${code})`);
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return valuesOf(document, file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new ConfigError([`${file}: cannot be read (${reason})`]);
  }
}

function valuesOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ reviver: (_name, value) => (typeof value === 'string' ? showReferences(value) : value) });
  } catch (error) {
    // Only aliases throw this: an unquoted secret that begins with a star is parsed as one.
    if (!(error instanceof ReferenceError)) throw error;
    throw new ConfigError([
      `${file}: not YAML (an alias without its anchor, or too many; a text with a star needs quotes)`,
    ]);
  }
}
