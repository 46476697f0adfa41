import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { codeBlocks, pageAt } from './markdown.ts';

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

const architecture = pageAt('docs/architecture.md');

function arrowsOf(pairs: Iterable<readonly [from: string, to: string]>): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const [from, to] of pairs) {
    if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
  return arrows;
}

/** The room of a file; the GraphQL types of a provider belong to the schema. */
function roomOf(path: string): string {
  if (/^providers\/[^/]+\/graphql\.ts$/.test(path)) return 'schema';
  return path.split(/[/.]/, 1)[0] ?? '';
}

const importPath = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

const imports = arrowsOf(
  globSync('src/**/*.ts').flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(importPath), ([, path = '']): [string, string] => {
      return [roomOf(relative('src', file)), roomOf(relative('src', resolve(dirname(file), path)))];
    }),
  ),
);

const picture = arrowsOf(
  Array.from((codeBlocks(architecture, 'mermaid')[0] ?? '').matchAll(/^ *(\w+)\S* --> (\w+)/gm), (match) => {
    const [, from = '', to = ''] = match;
    return [from, to] as const;
  }),
);

/** The rooms that a room leads to by one arrow or more. */
function reachable(arrows: Arrows, from: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const to of arrows.get(from) ?? []) {
    if (seen.has(to)) continue;
    seen.add(to);
    reachable(arrows, to, seen);
  }
  return seen;
}

const pairsOf = (arrows: Arrows) =>
  Array.from(arrows).flatMap(([from, all]) => Array.from(all, (to) => ({ from, to })));
const textOf = ({ from, to }: { from: string; to: string }): string => `${from} → ${to}`;

test('every arrow of the picture is an import', () => {
  const wrong = pairsOf(picture).filter(({ from, to }) => !imports.get(from)?.has(to));
  expect(picture.size).toBeGreaterThan(10);
  expect(wrong.map(textOf)).toEqual([]);
});

test('every import between rooms follows the arrows of the picture', () => {
  const missing = pairsOf(imports).filter(({ from, to }) => !reachable(picture, from).has(to));
  expect(missing.map(textOf)).toEqual([]);
});

test('the picture has no circle, and no arrow that others make needless', () => {
  const circular = [...picture.keys()].filter((room) => reachable(picture, room).has(room));
  const needless = pairsOf(picture).filter(({ from, to }) =>
    [...(picture.get(from) ?? [])].some((other) => other !== to && reachable(picture, other).has(to)),
  );
  expect([circular, needless.map(textOf)]).toEqual([[], []]);
});

test('the table has every room', () => {
  const rows = Array.from(architecture.text.matchAll(/^\| `(\w+)(?:\/|\.ts)` \|/gm), ([, room = '']) => room);
  const rooms = globSync('src/*').map((path) => roomOf(relative('src', path)));
  expect(rows.toSorted()).toEqual(rooms.toSorted());
});

test('the table of dependencies has every one of package.json, and no other', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  const [, table = ''] = /^## Dependencies[^]*?(\| package [^]*?)\n\n/m.exec(architecture.text) ?? [];
  const names = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell.split(', ')).flat();
  const told = names.filter((name) => !['package', '---', 'node (development)'].includes(name));
  const needed = [
    ...Object.keys(dependencies),
    ...Object.keys(optionalDependencies).map((name) => `${name} (optional)`),
  ];
  expect(told.toSorted()).toEqual(needed.toSorted());
});
