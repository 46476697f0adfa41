import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countsOf, recordsByTask, startNights, type Between } from './nights.ts';

const spring = '2026-05-12T02:00:00.000Z';
const summer = '2026-07-01T02:00:00.000Z';
const laterInSummer = '2026-07-02T02:00:00.000Z';

/** Fails as a power cut does: after so many questions, for good. */
function cutAfter(questions: number): Between {
  let left = questions;
  return async (ask) => {
    if (left === 0) throw new Error('The power is off.');
    left -= 1;
    return ask();
  };
}

test('writes the failed items of all tasks once, those of a stretch of time each night', async () => {
  const nights = await startNights();
  const first = await nights.night(spring);
  const second = await nights.night(summer);
  const third = await nights.night(laterInSummer);
  expect([first.missing, second.missing, third]).toMatchObject([[], [], { missing: [], written: 0 }]);
  expect([first.written > 50, second.written > 50]).toEqual([true, true]);
  expect(recordsByTask(await nights.records())).toEqual(await countsOf(nights));
  expect(nights.asked).toContainEqual({
    first: 20,
    after: null,
    filter: { createdAfter: '2026-05-12T01:45:00.000Z', createdBefore: '2026-07-01T01:45:00.000Z' },
  });
});

test('a record has the source, the task, what it does, and the item with the words of the provider', async () => {
  const nights = await startNights('HUAWEI_DNS');
  await nights.night('2025-07-01T00:00:00.000Z');
  const taskId = '9a186e66977dd48f01977e021c480cac';
  const { data } = await nights.askText<{ batchTask: { failures: { nodes: { item: string; message: string }[] } } }>(
    `{ batchTask(source: "huawei-dns", taskId: "${taskId}") { failures(first: 500) { nodes { item message } } } }`,
  );
  const items = data?.batchTask.failures.nodes ?? [];
  expect(items.length).toBeGreaterThan(100);
  expect((await nights.records()).filter(([, id]) => id === taskId)).toEqual(
    items.map(({ item, message }) => ['huawei-dns', taskId, 'create', item, message]),
  );
});

test.for([1, 3, 8, 30])('a night whose power is cut after %i questions is gone on with', async (questions) => {
  const nights = await startNights();
  await expect(nights.night(spring, cutAfter(questions))).rejects.toThrow('The power is off.');
  const { stretches, file } = await nights.state();
  // As if a task was being written.
  await appendFile(join(nights.folder, file?.name ?? ''), 'aliyun-polardb,pcb-half,');
  const before = nights.asked.length;
  await nights.night(summer);
  const [stretch] = stretches;
  // A few pages, then the tasks.
  const expected = stretch?.createdBefore === '2026-05-12T01:45:00.000Z' ? { after: stretch.cursor } : { first: 20 };
  expect(nights.asked[before]).toMatchObject(expected);
  expect(recordsByTask(await nights.records())).toEqual(await countsOf(nights));
});

test('what a source could not tell comes with the night in which it can be read again', async () => {
  const nights = await startNights('ALIYUN_IMM');
  await nights.spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  const ill = await nights.night(spring);
  expect(ill.missing).toEqual([expect.stringMatching(/^missing: aliyun-polardb: UPSTREAM_DENIED: .*\n$/)]);
  const { pending, stretches } = await nights.state();
  // The running tasks of the other source.
  expect(pending.length).toBeGreaterThan(10);
  const [left] = stretches;
  expect(left?.cursor).toEqual(expect.any(String));

  await nights.spoil();
  const well = await nights.night(summer);
  expect(well.missing).toEqual([]);
  expect(nights.asked).toContainEqual(expect.objectContaining({ after: left?.cursor }));
  const records = await nights.records();
  expect(recordsByTask(records)).toEqual(await countsOf(nights));
  expect(new Set(records.map((record) => record.join('\n'))).size).toBe(records.length);
});

test('a task whose items cannot be read costs its own items only, and not for ever', async () => {
  const nights = await startNights();
  await nights.spoil({ provider: 'ALIYUN_POLARDB', operation: 'DescribeBatchTask', kind: 'denied', times: 3 });
  const ill = await nights.night(summer);
  expect(ill.missing).toEqual([expect.stringMatching(/^left: HTTP 200: UPSTREAM_DENIED: .*\n$/)]);
  await nights.night(laterInSummer);
  expect(recordsByTask(await nights.records())).toEqual(await countsOf(nights));
});

test('a task that has not finished is looked at each night until it has', async () => {
  const nights = await startNights();
  const [id, count] = [...(await countsOf(nights))][0] ?? [];
  const isRunning: Between = async (ask) => {
    const text = JSON.stringify(await ask());
    return JSON.parse(text, (_key, value) => (value?.taskId === id ? { ...value, status: 'RUNNING' } : value));
  };
  const { left } = await nights.night(summer, isRunning);
  expect(recordsByTask(await nights.records()).has(id ?? '')).toBe(false);
  expect((await nights.night(laterInSummer)).left).toBe(left - 1);
  expect(recordsByTask(await nights.records()).get(id ?? '')).toBe(count);
});

test('a cursor that is good no more begins its stretch anew', async () => {
  const nights = await startNights();
  await expect(nights.night(summer, cutAfter(2))).rejects.toThrow('The power is off.');
  const state = await nights.state();
  await nights.setState({ ...state, stretches: state.stretches.map((stretch) => ({ ...stretch, cursor: 'gone' })) });
  await nights.night(summer.replace('.000', '.001'));
  expect(recordsByTask(await nights.records())).toEqual(await countsOf(nights));
});
