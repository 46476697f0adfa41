import { expect, test } from 'vitest';
import { cases } from '../../bench/cases.ts';
import { complaintsAbout, readRecorded } from '../../bench/recorded-ratios.ts';

test('a ratio may be worse by a quarter than recorded, and better by any factor', () => {
  expect(complaintsAbout({ a: 2.5, b: 0.1, c: 1 }, { a: 2, b: 2, c: 1, d: 1 })).toEqual([]);
});

test('a ratio that is worse by more is told with the recorded one', () => {
  expect(complaintsAbout({ a: 2.51, b: 1 }, { a: 2, b: 1 })).toEqual([
    'a: 2.51 times the floor, and 2 was recorded: worse by more than a quarter.',
  ]);
});

test('a case of which nothing is recorded is told', () => {
  expect(complaintsAbout({ a: 1 }, {})).toEqual(['a: no ratio is recorded. Record one with --record.']);
});

test('a ratio is recorded of each case that has a floor', () => {
  const compared = cases.filter(({ server, workload }) => server !== 'floor' && workload !== undefined);
  expect(Object.keys(readRecorded()).toSorted()).toEqual(compared.map(({ name }) => name).toSorted());
});
