import { expect, test } from 'vitest';
import { startLists, type Asked, type Lists } from './lists.ts';
import { providerLists } from './seeded.ts';

const [ecs, imm, polarDb, huawei] = providerLists;
const timeline = { list: 'batchTasks' } as const;
const config = { cursors: { keys: ['the key of these tests'] } };

const flipped = (cursor: string, bit: number): string => {
  const bytes = Buffer.from(cursor, 'base64url');
  bytes[Math.floor(bit / 8)]! ^= 1 << (bit % 8);
  return bytes.toString('base64url');
};

/** The first byte of a cursor is its version. */
const ofVersion = (cursor: string, version: number): string =>
  Buffer.concat([Buffer.of(version), Buffer.from(cursor, 'base64url').subarray(1)]).toString('base64url');

const cursorOf = async ({ page }: Lists, asked: Asked): Promise<string> =>
  (await page(asked, { first: 5 })).pageInfo.endCursor ?? '';

/** Neither after nor before takes it, whatever the page, and no upstream is asked. */
async function expectRefused({ answer, callsOf }: Lists, asked: Asked, cursor: string): Promise<void> {
  const pages = [
    { first: 5, after: cursor },
    { last: 5, before: cursor },
  ];
  for (const page of pages) {
    const { result, calls } = await callsOf(() => answer(asked, page));
    expect(result.errors).toMatchObject([
      { message: expect.stringMatching(/start again without/), extensions: { code: 'INVALID_CURSOR' } },
    ]);
    expect(calls).toEqual([]);
  }
}

test.for<Asked>([ecs, imm, polarDb, huawei, timeline])('$list: no altered cursor is taken', async (asked) => {
  const lists = await startLists({ config });
  const cursor = await cursorOf(lists, asked);
  const bits = cursor.length * 6 - 8;
  const altered = [0, 7, 8, 21, 8 * Math.floor(bits / 16), bits - 130, bits - 9, bits - 1].map((bit) =>
    flipped(cursor, bit),
  );
  const others = [
    '',
    ' ',
    'MTA=',
    `${cursor}=`,
    ` ${cursor}`,
    `${cursor}\n`,
    cursor.slice(0, -1),
    cursor.slice(1),
    `${cursor}A`,
    cursor + cursor,
    Buffer.from('arrayconnection:5').toString('base64'),
    'A'.repeat(100_000),
    cursor.toUpperCase(),
  ];
  for (const text of [...altered, ...others]) await expectRefused(lists, asked, text);
});

test('a cursor is good for its own list, source, filter and order alone', async () => {
  const lists = await startLists({ config });
  const own: readonly [Asked, Asked][] = [
    [ecs, { ...ecs, source: 'aliyun-ecs-singapore' }],
    [ecs, { ...ecs, filter: { status: 'FAILED' } }],
    [{ ...ecs, filter: { action: 'ImportImage' } }, ecs],
    [
      { ...ecs, filter: { action: 'ImportImage' } },
      { ...ecs, filter: { action: 'ExportImage' } },
    ],
    [ecs, polarDb],
    [polarDb, huawei],
    [huawei, timeline],
    [timeline, huawei],
    [imm, { ...imm, direction: 'ASC' }],
    [imm, { ...imm, sort: 'UPDATE_TIME' }],
    [imm, { ...imm, filter: { state: 'FAILED' } }],
    [{ ...imm, filter: { tag: 'team=media' } }, imm],
    [timeline, { ...timeline, direction: 'ASC' }],
    [timeline, { ...timeline, filter: { statuses: ['FAILED'] } }],
    [{ ...timeline, filter: { sources: ['huawei-dns'] } }, timeline],
  ];
  for (const [made, used] of own) await expectRefused(lists, used, await cursorOf(lists, made));
});

test('a cursor of an older or newer version is none', async () => {
  const lists = await startLists({ config });
  const cursor = await cursorOf(lists, polarDb);
  expect(ofVersion(cursor, 1)).toBe(cursor);
  for (const version of [0, 2, 255]) await expectRefused(lists, polarDb, ofVersion(cursor, version));
});

test('a cursor made with another key is none', async () => {
  const lists = await startLists({ config });
  const other = await startLists({ config: { cursors: { keys: ['another key'] } } });
  for (const asked of [ecs, imm, timeline]) await expectRefused(other, asked, await cursorOf(lists, asked));
});

test('a cursor of what belongs to one task is none for another task or field', async () => {
  const { ask, callsOf } = await startLists({ config });
  type Data = { task: { page: { pageInfo: { endCursor: string } } } };
  const read = (taskId: string, field: string, after: string | null) =>
    ask<Data>(
      `query ($after: String) { task: aliyunDnsBatchTask(source: "aliyun-dns", taskId: "${taskId}") {
        page: ${field}(first: 2, after: $after) { pageInfo { endCursor } } } }`,
      { after },
    );
  const { data } = await read('9007199254740993123', 'failures', null);
  const cursor = data?.task.page.pageInfo.endCursor ?? '';
  expect((await read('9007199254740993123', 'failures', cursor)).errors).toBeUndefined();
  const elsewhere = [
    ['9007199254740993123', 'details'],
    ['123450', 'failures'],
  ] as const;
  for (const [taskId, field] of elsewhere) {
    const { result, calls } = await callsOf(() => read(taskId, field, cursor));
    expect(result.errors).toMatchObject([{ path: ['task', 'page'], extensions: { code: 'INVALID_CURSOR' } }]);
    expect(calls.map(({ operation }) => operation)).toEqual(['DescribeBatchResultCount']);
  }
});

test('a cursor tells nothing of the credentials', async () => {
  const { page } = await startLists({ config });
  const { edges } = await page({ ...timeline, withCursors: true }, { first: 5 });
  for (const { cursor = '' } of edges) {
    expect(cursor).not.toBe('');
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/secret|sandbox/);
  }
});
