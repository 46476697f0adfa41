import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { huawei, tasksPath, type Sent } from './call.ts';
import sample from '../fixtures/samples/huawei-ShowBatchOperationTask.json' with { type: 'json' };

interface Row {
  readonly id: string;
  readonly status: string;
  readonly created_at: string;
  readonly success_count: number;
  readonly error_count: number;
}
interface Task extends Row {
  readonly total_count: number;
  readonly error_items: readonly { readonly item: string }[];
}
interface Answer {
  readonly code?: string;
  readonly error_code?: string;
  readonly tasks: readonly Row[];
  readonly metadata: { readonly total_count: number };
}

const now = new Date('2026-06-02T00:00:00Z');
const { url, close } = await startSandbox({ now: () => now });
afterAll(close);

const [documented] = sample.tasks;
const list = (parameters: Sent = {}) => huawei<Answer>(url, tasksPath, parameters, { now });
const show = (id: string, parameters: Sent = {}) => huawei<Task>(url, `${tasksPath}/${id}`, parameters, { now });

async function everyTask(): Promise<readonly Row[]> {
  const pages = await Promise.all([list(), list({ offset: 500 })]);
  return pages.flatMap(({ body }) => body.tasks);
}

test('answers the documented example, in its wrapped shape, with all failed items', async () => {
  const { body } = await huawei<{ tasks: Task[] }>(url, `${tasksPath}/${documented!.id}`, {}, { now });
  const { error_items: items, ...rest } = body.tasks[0]!;
  expect(body.tasks).toHaveLength(1);
  expect({ ...rest, error_items: items.slice(0, 1) }).toEqual(documented);
  expect(new Set(items.map(({ item }) => item)).size).toBe(120);
});

test.for([
  { path: '', parameters: { limit: 501 }, status: 400, code: 'DNS.0006' },
  { path: '', parameters: { limit: -1 }, status: 400, code: 'DNS.0006' },
  { path: '', parameters: { limit: 'many' }, status: 400, code: 'DNS.0006' },
  { path: '', parameters: { offset: -1 }, status: 400, code: 'DNS.0017' },
  { path: '', parameters: { offset: 2147483648 }, status: 400, code: 'DNS.0017' },
  { path: `/${documented!.id}`, parameters: { error_item_limit: 501 }, status: 400, code: 'DNS.0006' },
  { path: `/${documented!.id}`, parameters: { error_item_offset: 'x' }, status: 400, code: 'DNS.0017' },
  { path: '/unknown', parameters: {}, status: 400, code: 'DNS.1304' },
  { path: '/a.b', parameters: {}, status: 400, code: 'DNS.0002' },
  { path: '/a/b', parameters: {}, status: 404, code: 'APIGW.0101' },
  { path: '/', parameters: {}, status: 404, code: 'APIGW.0101' },
])('refuses $path $parameters with $code', async ({ path, parameters, status, code }) => {
  const { status: answered, body } = await huawei<Answer>(url, `${tasksPath}${path}`, parameters, { now });
  expect([answered, body.code ?? body.error_code]).toEqual([status, code]);
});

test.for([
  { parameters: {}, rows: 500 },
  { parameters: { limit: 0 }, rows: 0 },
  { parameters: { limit: 20, offset: 590 }, rows: 10 },
  { parameters: { offset: 600 }, rows: 0 },
])('pages the list by $parameters: $rows of 600', async ({ parameters, rows }) => {
  const { body } = await list(parameters);
  expect([body.tasks.length, body.metadata.total_count]).toEqual([rows, 600]);
});

test.for([
  { parameters: { error_item_limit: 0 }, items: 0 },
  { parameters: { error_item_limit: 50, error_item_offset: 100 }, items: 20 },
  { parameters: { error_item_offset: 120 }, items: 0 },
])('pages the failed items by $parameters: $items of 120', async ({ parameters, items }) => {
  const { body } = await huawei<{ tasks: Task[] }>(url, `${tasksPath}/${documented!.id}`, parameters, { now });
  expect(body.tasks[0]?.error_items).toHaveLength(items);
});

test('the list is newest first, with two ways to write a date', async () => {
  const tasks = await everyTask();
  const times = tasks.map(({ created_at: date }) => Date.parse(`${date.replace(' ', 'T')}Z`));
  expect(times).toEqual(times.toSorted((left, right) => right - left));
  expect(new Set(times).size).toBeLessThan(600);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(600);
  const written = new Set(tasks.map(({ created_at: date }) => date.replace(/\d/g, '0')));
  expect(written).toEqual(new Set(['0000-00-00T00:00:00.000', '0000-00-00 00:00:00']));
  expect(new Set(tasks.map(({ status }) => status))).toEqual(new Set(['PENDING', 'DONE', 'ROLLING_BACK']));
  const row = ['created_at', 'error_count', 'id', 'status', 'success_count', 'type'];
  expect(Object.keys(tasks[0]!).toSorted()).toEqual(row);
});

test('a task is the same in the list and by its id', async () => {
  const tasks = (await everyTask()).slice(0, 60);
  const shown = await Promise.all(tasks.map(({ id }) => show(id)));
  expect(shown.map(({ body }) => body)).toEqual(tasks.map((task) => expect.objectContaining(task)));
  for (const { body } of shown) {
    expect(body.error_items).toHaveLength(Math.min(500, body.error_count));
    expect(body.success_count + body.error_count).toBeLessThanOrEqual(body.total_count);
  }
});

test('more than a page of failed items is told page by page, each once', async () => {
  const task = (await everyTask()).find(({ error_count: count }) => count > 1000)!;
  const pages = await Promise.all([0, 500, 1000].map((offset) => show(task.id, { error_item_offset: offset })));
  const items = pages.flatMap(({ body }) => body.error_items.map(({ item }) => item));
  expect(new Set(items).size).toBe(Math.min(1500, task.error_count));
});
