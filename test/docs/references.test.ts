import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { headingFragments, pageAt, pages } from './markdown.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test.for(pages)('the links of $path lead somewhere', ({ path, text }) => {
  const links = Array.from(text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g), ([, link = '']) => link);
  const broken = links.filter((link) => {
    const [file = '', fragment] = link.split('#', 2);
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(target)) return true;
    return fragment !== undefined && !headingFragments(pageAt(target)).includes(fragment);
  });
  expect(broken).toEqual([]);
});

/** Paths from the root or from the page's folder; those of the provider that a guide has its reader add are not there yet. */
const filePath = /`((?:src|test|docs|bench|scripts|examples)\/[\w./-]*)`/g;

test.for(pages)('the files that $path names exist', ({ path, text }) => {
  const named = Array.from(text.matchAll(filePath), ([, name = '']) => name).filter((name) => !name.includes('acme'));
  expect(named.filter((name) => !existsSync(name) && !existsSync(join(dirname(path), name)))).toEqual([]);
});

test.for(pages.filter(({ path }) => !path.startsWith('examples/')))('the commands of $path exist', ({ text }) => {
  const commands = Array.from(text.matchAll(/\bnpm run ([a-z:-]+)/g), ([, name = '']) => name);
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
});
