import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageAt } from './markdown.ts';

/** The value of a number that a file of `src/` gives a name, as a constant or as a member. */
function numberIn(file: string, name: string): number {
  const source = readFileSync(`src/${file}`, 'utf8');
  const [, digits] = new RegExp(`\\b${name}(?: = |: | \\?\\? )([\\d_]+)\\b`).exec(source) ?? [];
  if (digits === undefined) throw new Error(`src/${file} has no number ${name}.`);
  return Number(digits.replaceAll('_', ''));
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const inWords = (value: number): string => words[value] ?? String(value);
const thousands = (value: number): string => value.toLocaleString('en-US');

/** Sentences of the docs with numbers of the code: what a page says, once the numbers are put in. */
const claims: readonly { readonly page: string; readonly says: string }[] = [
  {
    page: 'operators',
    says:
      `reserves ${numberIn('limits/memory-budget.ts', 'bytesPerCost')} bytes for each unit of its cost and ` +
      `${numberIn('limits/memory-budget.ts', 'bytesPerBodyByte')} bytes for each byte of its request`,
  },
  {
    page: 'operators',
    says: `A clock difference of ${numberIn('access/jwt.ts', 'clockTolerance')} seconds is tolerated`,
  },
  {
    page: 'operators',
    says: `those of which only a part has come, get up to ${numberIn('http/server.ts', 'graceMs') / 1_000} seconds`,
  },
  {
    page: 'operators',
    says: `An answer counts as one for each ${thousands(numberIn('upstream/memory.ts', 'charactersPerEntry'))} characters of its JSON`,
  },
  {
    page: 'clients',
    says:
      `A page has ${numberIn('limits/argument-sizes.ts', 'defaultPageSize')} items unless it says how many, and ` +
      `${numberIn('limits/argument-sizes.ts', 'largestPage')} at most`,
  },
  {
    page: 'clients',
    says: `| any operation | ${numberIn('limits/cost.ts', 'base')} |`,
  },
  {
    page: 'clients',
    says: `| a task by its id, in a call of its own | ${numberIn('schema/cost.ts', 'task')} |`,
  },
  {
    page: 'clients',
    says: `| a connection of one source, or of a task | ${numberIn('schema/cost.ts', 'page')} |`,
  },
  {
    page: 'operators',
    says:
      `1 for each ${numberIn('limits/cost.ts', 'bytesPerCost')} bytes of their requests, and 1 for ` +
      `${inWords(numberIn('limits/cost.ts', 'tokensPerCost'))} tokens`,
  },
  {
    page: 'clients',
    says: `have ${numberIn('tasks/text.ts', 'longestText')} characters at most and no control characters`,
  },
  {
    page: 'clients',
    says: `up to ${inWords(numberIn('pagination/merge-walk.ts', 'mostFailedPages'))} pages in a row try it again`,
  },
  {
    page: 'clients',
    says: `a timeline of more than ${numberIn('pagination/merge-taken.ts', 'manyLists') - 1} sources`,
  },
  {
    page: 'pagination',
    says: `if that has at most ${thousands(numberIn('pagination/merge-taken.ts', 'mostOfFullPlace'))} characters`,
  },
  { page: 'pagination', says: `last ${inWords(numberIn('pagination/traits.ts', 'tailLength'))} characters of the id` },
  { page: 'pagination', says: `remembers ${thousands(numberIn('pagination/token-names.ts', 'mostTokens'))} tokens` },
  { page: 'pagination', says: `by up to ${numberIn('pagination/tokens-finding.ts', 'mostCalls')} calls` },
  {
    page: 'pagination',
    says: `After ${inWords(numberIn('pagination/windows-anchor-search.ts', 'mostTries'))} answers`,
  },
  { page: 'pagination', says: `Not within ${numberIn('pagination/windows-end-search.ts', 'mostTries')} answers` },
  { page: 'pagination', says: `and ${inWords(numberIn('pagination/kind.ts', 'spareCalls'))} more` },
  {
    page: 'pagination',
    says: `it makes ${numberIn('pagination/kind.ts', 'least')}, and up to ${numberIn('pagination/kind.ts', 'most')} the`,
  },
  {
    page: 'upstream',
    says:
      `${thousands(numberIn('upstream/gather.ts', 'maximumCharacters'))} characters of ids in a call, and ` +
      `${thousands(numberIn('providers/aliyun-ecs/filter-size.ts', 'maximumCharacters'))} of all texts in a filter of ECS`,
  },
  {
    page: 'upstream',
    says: `a retry takes ${numberIn('upstream/retry-budget.ts', 'FAILED')}, or ${numberIn('upstream/retry-budget.ts', 'THROTTLED')} when throttled`,
  },
  { page: 'upstream', says: `the length of an answer (${numberIn('upstream/send.ts', 'maximumAnswerBytes') / 1e6} MB` },
  {
    page: 'upstream',
    says:
      `${thousands(numberIn('upstream/attempt.ts', 'maximumAnswerValues'))} values in its JSON; ` +
      `${thousands(numberIn('wire/rows.ts', 'mostRows'))} rows of a page`,
  },
  { page: 'upstream', says: `more than ${thousands(numberIn('upstream/shape.ts', 'mostFaults'))} faults` },
  { page: 'upstream', says: `one of the first ${numberIn('clouds/told-failure.ts', 'mostMembers')} members` },
  {
    page: 'upstream',
    says: `the time to connect (${numberIn('config/limits.ts', 'defaultConnectMs') / 1_000} second)`,
  },
  { page: 'upstream', says: `within ${numberIn('upstream/recent-attempts.ts', 'seconds')} seconds open it too` },
  { page: 'upstream', says: `but at least ${numberIn('upstream/rate-state.ts', 'firstCut')} a second` },
  { page: 'upstream', says: `go at once, ${inWords(numberIn('upstream/key-guard.ts', 'placesWhenNew'))} of a source` },
  {
    page: 'replicas',
    says: `It looks for the store ${inWords(1_000 / numberIn('replicas/store-connection.ts', 'probeEveryMs'))} times a second`,
  },
  {
    page: 'replicas',
    says: `is a warning, after ${numberIn('replicas/store-connection.ts', 'startMs') === 1_000 ? 'a second' : 'another time'} at most`,
  },
  {
    page: 'operators',
    says: `have had none yet ${numberIn('http/time-limits.ts', 'firstRequestMs') === 250 ? 'a quarter of a second' : 'another time'} later`,
  },
  {
    page: 'sandbox',
    says: `| \`latency\` | the right answer, late | \`delayMs\` (${numberIn('sandbox/deliver.ts', 'delayMs')})`,
  },
];

test.for(claims)('docs/$page.md: $says', ({ page, says }) => {
  expect(pageAt(`docs/${page}.md`).text.replaceAll(/\s+/g, ' ')).toContain(says);
});
