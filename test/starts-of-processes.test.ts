import { globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import config, { ofProcesses } from '../vitest.config.ts';

const root = new URL('../', import.meta.url).pathname;

/** What starts processes. */
const starters = ['node:child_process', 'node:cluster'];

/** The store is as quick to start as a socket is to open: it may be started anywhere. */
const storeServer = 'test/replicas/store-server.ts';

/** What a file imports when it runs: files of ours by their place, all else by name. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)(?! type\b)[^;'"]*from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
  );
  return [...found].map(([, named, later, bare]) => {
    const name = named ?? later ?? bare ?? '';
    if (name.startsWith('.')) return join(dirname(file), name);
    return name.startsWith('#') ? name.slice(1) : name;
  });
}

/** Who imports a file, for all that are imported. */
function importers(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files)
    for (const imported of importsOf(file)) found.set(imported, [...(found.get(imported) ?? []), file]);
  return found;
}

/** The files that start processes other than the store's, or import one that does. */
function thoseThatStartProcesses(): ReadonlySet<string> {
  const folders = ['bench', 'examples/service', 'scripts', 'src', 'test'];
  const all = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
  const importersOf = importers(all.filter((file) => file !== storeServer && !file.includes('node_modules')));
  const found = new Set(starters);
  // What is added meanwhile is gone through too.
  for (const file of found) for (const importer of importersOf.get(file) ?? []) found.add(importer);
  return found;
}

const exclude = config.test?.exclude ?? [];
const files = globSync('test/**/*.test.ts', { cwd: root });
const isOf = (patterns: readonly string[], file: string): boolean =>
  patterns.some((pattern) => matchesGlob(file, pattern));

test('no test of npm test starts a program, and each of npm run test:processes does', () => {
  const [processes, others] = [
    files.filter((file) => isOf([ofProcesses], file)),
    files.filter((file) => !isOf(exclude, file)),
  ];
  expect([processes.length > 20, others.length > 300]).toEqual([true, true]);
  const starting = thoseThatStartProcesses();
  expect(others.filter((file) => starting.has(file))).toEqual([]);
  expect(processes.filter((file) => !starting.has(file))).toEqual([]);
});
