import { expect, test } from 'vitest';
import { startLists } from './lists.ts';
import { providerLists, rowsIn, seeded } from './seeded.ts';

const [ecs, , polarDb, huawei] = providerLists;

/** No page of 30, 50 or 100 covers every window of 29 or 31. */
test.for([
  { size: 3, most: 1 },
  { size: 10, most: 1 },
  { size: 20, most: 1 },
  { size: 29, most: 2 },
  { size: 30, most: 1 },
  { size: 31, most: 2 },
  { size: 50, most: 1 },
  { size: 64, most: 2 },
])('PolarDB is asked for 30, 50 or 100 tasks where $size are wanted, $most times', async ({ size, most }) => {
  const lists = await startLists();
  const whole = seeded['aliyun-polardb'];
  let after: string | null = null;
  for (let start = 0; start < whole.length; start += size) {
    const { result, calls } = await lists.callsOf(() => lists.page(polarDb, { first: size, after }));
    expect(rowsIn(result)).toEqual(whole.slice(start, start + size));
    expect(calls.length).toBeLessThanOrEqual(most);
    after = result.pageInfo.endCursor;
  }
  const sizes = new Set(lists.sent().map(({ parameters }) => parameters['PageSize']));
  expect([...sizes].filter((sent) => !['30', '50', '100'].includes(sent ?? ''))).toEqual([]);
});

test('Huawei is asked for what is wanted, and for the one before it', async () => {
  const { page, sent } = await startLists();
  const { pageInfo } = await page(huawei, { first: 100 });
  await page(huawei, { first: 50, after: pageInfo.endCursor });
  await page(huawei, { first: 500 });
  expect(sent().map(({ parameters }) => parameters)).toEqual([
    { limit: '100', offset: '0' },
    { limit: '51', offset: '99' },
    { limit: '500', offset: '0' },
  ]);
});

test('ECS is pinned to the newest time of the first page, which is asked without a pin', async () => {
  const { page, sent } = await startLists();
  const { pageInfo } = await page(ecs, { first: 20 });
  await page(ecs, { first: 20, after: pageInfo.endCursor });
  const newest = seeded['aliyun-ecs-hangzhou'][0]?.time ?? 0;
  const endOfMinute = new Date(newest + 59_000).toISOString().replace('.000Z', 'Z');
  expect(sent().map(({ parameters }) => parameters['EndTime'])).toEqual([undefined, endOfMinute]);
});

test('PolarDB is pinned to the newest time of the first page', async () => {
  const { page, sent } = await startLists();
  const { pageInfo } = await page(polarDb, { first: 20 });
  await page(polarDb, { first: 20, after: pageInfo.endCursor });
  const newest = new Date(seeded['aliyun-polardb'][0]?.time ?? 0).toISOString().replace('.000Z', 'Z');
  expect(sent().map(({ parameters }) => parameters['EndTime'])).toEqual([undefined, newest]);
});
