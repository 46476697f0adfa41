import { expect, test } from 'vitest';
import { connection, type Connection, createCursorCodec } from '#src/pagination/index.ts';
import { aliyunPolarDb } from '#src/providers/aliyun-polardb/index.ts';
import type { AliyunPolarDbBatchTask } from '#src/providers/aliyun-polardb/task.ts';
import { everyTask } from '#src/tasks/filter.ts';
import type { Upstream } from '#src/upstream/upstream.ts';
import { caller, source } from './answering.ts';
import { parsed } from '#test/shapes.ts';

interface Row {
  readonly BatchId: string;
  readonly TaskBegin: string;
}

const begunAt = (second: number): string => `2026-05-28 16:00:${String(second).padStart(2, '0')}`;

/** An upstream that leaves out what has not begun, or began too late, where it is told an end. */
function listing(rows: readonly Row[]) {
  const ends: (string | undefined)[] = [];
  const upstream: Upstream = async ({ query, shape }) => {
    const asked = new Map(query);
    const end = asked.get('EndTime')?.replace('T', ' ').replace('Z', '');
    ends.push(end);
    const passing = rows.filter(({ TaskBegin }) => end === undefined || (TaskBegin !== '' && TaskBegin <= end));
    const [number, size] = [Number(asked.get('PageNumber')), Number(asked.get('PageSize'))];
    const TaskList = passing.slice((number - 1) * size, number * size);
    return parsed(shape, { TaskList, TotalCount: passing.length });
  };
  return { upstream, ends };
}

async function readAll(upstream: Upstream, first: number): Promise<string[]> {
  const { list } = aliyunPolarDb.connect(source, { key: 'here', region: 'cn-hangzhou' }, upstream);
  const options = { cursors: createCursorCodec(['a key']), binding: 'batches' };
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const tasks = list(everyTask, caller);
    const { nodes, pageInfo }: Connection<AliyunPolarDbBatchTask> = await connection(tasks, { first, after }, options);
    ids.push(...nodes.map(({ taskId }) => taskId));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

const rowsOf = (count: number, beginOf: (index: number) => string): Row[] =>
  Array.from({ length: count }, (_, index) => ({ BatchId: `pcb-${index}`, TaskBegin: beginOf(index) }));
const falling = (index: number): string => begunAt(59 - Math.floor(index / 3));

test('pages after the first are pinned to the newest time', async () => {
  const rows = rowsOf(100, falling);
  const { upstream, ends } = listing(rows);
  expect(await readAll(upstream, 25)).toEqual(rows.map(({ BatchId }) => BatchId));
  expect(ends).toEqual([undefined, ...ends.slice(1).map(() => begunAt(59))]);
});

test.for([
  { name: 'oldest first', beginOf: (index: number) => begunAt(Math.floor(index / 3)) },
  { name: 'in no order', beginOf: (index: number) => begunAt((index * 17) % 60) },
  { name: 'not begun on the first page', beginOf: (index: number) => (index === 3 ? '' : falling(index)) },
  { name: 'not begun on a later page', beginOf: (index: number) => (index === 70 ? '' : falling(index)) },
  { name: 'newest on a later page', beginOf: (index: number) => (index === 70 ? begunAt(59) : falling(index + 6)) },
])('batches come once each: $name', async ({ beginOf }) => {
  const rows = rowsOf(100, beginOf);
  for (const first of [1, 10, 40]) {
    const { upstream, ends } = listing(rows);
    expect(await readAll(upstream, first)).toEqual(rows.map(({ BatchId }) => BatchId));
    expect(ends.length).toBeLessThanOrEqual(2 * Math.ceil(100 / first) + 2);
  }
});
