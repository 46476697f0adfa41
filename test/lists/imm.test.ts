import { expect, test } from 'vitest';
import { immBatches, type ImmBatch } from '#src/sandbox/seed/aliyun-imm.ts';
import { startLists, taskIdsOf } from './lists.ts';
import { providerLists, rowsIn, seeded } from './seeded.ts';
import { backwards, forwards } from './walking.ts';

const [, imm] = providerLists;
const batches = immBatches('test-project');

/** The batches in an order of the provider's; equal times go by id. */
const inOrder = (timeOf: (batch: ImmBatch) => number, newestFirst: boolean): ImmBatch[] => {
  const ascending = batches.toSorted((one, other) => timeOf(one) - timeOf(other) || (one.id < other.id ? -1 : 1));
  return newestFirst ? ascending.reverse() : ascending;
};
const byCreation = inOrder(({ createdAt }) => createdAt, true);

test.for([
  { asked: {}, sent: { Sort: 'CreateTime', Order: 'DES' }, expected: byCreation },
  {
    asked: { direction: 'ASC' },
    sent: { Sort: 'CreateTime', Order: 'ASC' },
    expected: inOrder(({ createdAt }) => createdAt, false),
  },
  {
    asked: { sort: 'UPDATE_TIME' },
    sent: { Sort: 'UpdateTime', Order: 'DES' },
    expected: inOrder(({ updatedAt }) => updatedAt, true),
  },
  {
    asked: { sort: 'UPDATE_TIME', direction: 'ASC' },
    sent: { Sort: 'UpdateTime', Order: 'ASC' },
    expected: inOrder(({ updatedAt }) => updatedAt, false),
  },
  ...(['Ready', 'Running', 'Failed', 'Suspended', 'Succeeded'] as const).map((word) => ({
    asked: { filter: { state: word.toUpperCase() } },
    sent: { State: word },
    expected: byCreation.filter(({ state }) => state === word),
  })),
  {
    asked: { filter: { tag: 'team=media' } },
    sent: { TagSelector: 'team=media' },
    expected: byCreation.filter(({ tags }) => tags['team'] === 'media'),
  },
  {
    asked: { filter: { tag: 'priority=2', state: 'FAILED' }, direction: 'DESC' },
    sent: { TagSelector: 'priority=2', State: 'Failed', Order: 'DES' },
    expected: byCreation.filter(({ tags, state }) => tags['priority'] === 2 && state === 'Failed'),
  },
])('$asked is sent as $sent, and read both ways', async ({ asked, sent, expected }) => {
  const lists = await startLists();
  const ids = expected.map(({ id }) => id);
  const there = await forwards(lists, { ...imm, ...asked }, { size: 60 });
  expect(there.flatMap(taskIdsOf)).toEqual(ids);
  for (const { parameters } of lists.sent()) expect(parameters).toMatchObject(sent);
  expect(lists.sent()).toHaveLength(Math.max(1, Math.ceil(ids.length / 60)));
  expect((await backwards(lists, { ...imm, ...asked }, { size: 70 })).flatMap(taskIdsOf)).toEqual(ids);
});

test('the last batches are asked for by the turned order, with one call a page', async () => {
  const { page, sent } = await startLists();
  const last = await page(imm, { last: 5 });
  const before = await page(imm, { last: 5, before: last.pageInfo.startCursor });
  expect(rowsIn(before, last)).toEqual(seeded['aliyun-imm'].slice(-10));
  expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(sent().map(({ parameters }) => parameters['Order'])).toEqual(['ASC', 'ASC']);
});

const minutes = 60_000;

test('a token that the provider takes no more is INVALID_CURSOR, and the message says what to do', async () => {
  // Within the quarter of an hour that the clocks may differ, though the token grows older than that.
  let ahead = -10 * minutes;
  const { page, answer } = await startLists({ now: () => new Date(Date.now() + ahead) });
  const { pageInfo } = await page(imm, { first: 100 });
  const second = await page(imm, { first: 100, after: pageInfo.endCursor });
  ahead = 6 * minutes;
  const { data, errors } = await answer(imm, { first: 100, after: second.pageInfo.endCursor });
  expect(data).toEqual({ page: null });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/expired: start again/), extensions: { code: 'INVALID_CURSOR' } },
  ]);
  expect(rowsIn(await page(imm, { first: 100 }))).toEqual(seeded['aliyun-imm'].slice(0, 100));
});
