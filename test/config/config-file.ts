import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load.ts';
import type { Environment } from '#src/config/substitute.ts';

/** A file of this text or these bytes, for as long as the test runs. */
export function fileOf(text: string | Uint8Array, name = 'taskline.yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What is complained of in a configuration, a line for each fault; nothing where it can be used. */
export function placedFaultsOf(file: string, environment: Environment = {}): readonly string[] {
  try {
    loadConfig(environment, file);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

/** A line without the file, the line and the source that it begins with. */
export const withoutPlace = (line: string): string => line.replace(/^\S+taskline\.\w+(:\d+)? (\([a-z0-9-]+\) )?/, '');

/** What is complained of in a text, by the paths of settings alone. */
export const faultsOf = (text: string | Uint8Array, environment: Environment = {}): readonly string[] =>
  placedFaultsOf(fileOf(text), environment).map(withoutPlace);
