import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Rule {
  readonly pattern: RegExp;
  readonly keeps: boolean;
}

/** A pattern of .dockerignore, in which a star is any name, also one that begins with a dot. */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]*')}$`);

/** The rules of .dockerignore; of those that match a path or a folder above it, the last counts. */
const rules: readonly Rule[] = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ pattern: expressionOf(line.replace(/^!/, '')), keeps: line.startsWith('!') }));

/** The path and all folders above it. */
const withParents = (path: string): readonly string[] =>
  path.split('/').map((_name, index, names) => names.slice(0, index + 1).join('/'));

function isKept(path: string): boolean {
  const paths = withParents(path);
  return rules.findLast(({ pattern }) => paths.some((each) => pattern.test(each)))?.keeps ?? true;
}

/** What a builder sends: the files that .dockerignore keeps. */
export function contextFiles(): readonly string[] {
  // What is never kept, and large.
  const passed = new Set(['node_modules', '.git', 'test', 'examples']);
  return readdirSync('.', { withFileTypes: true })
    .filter(({ name }) => !passed.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(entry.name, { recursive: true, withFileTypes: true })
            .filter((file) => file.isFile())
            .map((file) => join(file.parentPath, file.name))
        : [entry.name],
    )
    .filter((path) => isKept(path));
}

/** Copies files of the context to a folder: those at a path, or below it. */
export function copyFromContext(path: string, target: string): void {
  const files = contextFiles();
  const isAll = path === '.';
  for (const file of files) {
    if (isAll || file === path || file.startsWith(`${path}/`)) cpSync(file, join(target, file));
  }
}
