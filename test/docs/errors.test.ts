import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from '#src/errors/codes.ts';

test('docs/errors.md tells of every code, and of no other', () => {
  const rows = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| ([A-Z_]+) \|/gm);
  const told = Array.from(rows, ([, code]) => String(code));
  expect(told.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
});

test('README.md names every code', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(Object.keys(errorCodes).filter((code) => !readme.includes(code))).toEqual([]);
});
