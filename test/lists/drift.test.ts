import { expect, test } from 'vitest';
import { startLists, taskIdsOf, type Lists } from './lists.ts';
import { fewerSources, fewerTimeline, providerLists, rowsIn, seeded } from './seeded.ts';
import { forwards } from './walking.ts';

const [ecs, , polarDb, huawei] = providerLists;

/** Walks by pages of a size, while the list changes at so many of its first reads. */
const walks = [
  { asked: ecs, size: 17, changes: 10 },
  { asked: ecs, size: 20, changes: 5 },
  { asked: ecs, size: 50, changes: 1 },
  { asked: ecs, size: 100, changes: 5 },
  { asked: polarDb, size: 3, changes: 10 },
  { asked: polarDb, size: 20, changes: 5 },
  { asked: polarDb, size: 50, changes: 2 },
  { asked: huawei, size: 7, changes: 10 },
  { asked: huawei, size: 20, changes: 10 },
  { asked: huawei, size: 50, changes: 1 },
  { asked: huawei, size: 500, changes: 1 },
];

/** Adds or removes tasks after each read, at least so often; `changes` tells how often it was. */
async function driftOften({ drift, sent }: Lists, add: number, remove: number, often: number) {
  const before = sent().length;
  let changes = 0;
  await drift(add, remove);
  return {
    between: async () => {
      if (changes > 0 || sent().length - before < often) return;
      changes = sent().length - before;
      await drift(0, 0);
    },
    changes: () => changes,
  };
}

test.for(walks)(
  '$asked.list by $size: nothing that stood is lost or repeated while 200 tasks join in $changes steps',
  async ({ asked, size, changes }) => {
    const lists = await startLists();
    const ids = seeded[asked.source].map(({ taskId }) => taskId);
    const { between, changes: changed } = await driftOften(lists, 200 / changes, 0, changes);
    const read = (await forwards(lists, asked, { size, between })).flatMap(taskIdsOf);
    const stood = new Set(ids);
    expect(changed()).toBeGreaterThanOrEqual(changes);
    expect(read.filter((id) => stood.has(id))).toEqual(ids);
    expect(new Set(read).size).toBe(read.length);
  },
);

test.for(walks)(
  '$asked.list by $size: nothing that stays is lost or repeated while 50 tasks go in $changes steps',
  async ({ asked, size, changes }) => {
    const lists = await startLists();
    const ids = seeded[asked.source].map(({ taskId }) => taskId);
    const { between, changes: changed } = await driftOften(lists, 0, 50 / changes, changes);
    const read = (await forwards(lists, asked, { size, between })).flatMap(taskIdsOf);
    const staying = ids.slice((50 / changes) * changed());
    const stayed = new Set(staying);
    expect(changed()).toBeGreaterThanOrEqual(changes);
    expect(read.filter((id) => stayed.has(id))).toEqual(staying);
    expect(new Set(read).size).toBe(read.length);
  },
);

test('the timeline: nothing that stood is lost or repeated while 200 tasks and more join everywhere', async () => {
  const lists = await startLists({ sources: fewerSources });
  const { between } = await driftOften(lists, 20, 0, 50);
  const rows = rowsIn(...(await forwards(lists, { list: 'batchTasks' }, { size: 50, between })));
  const stood = new Set(fewerTimeline.map(({ taskId }) => taskId));
  expect(rows.filter(({ taskId }) => stood.has(taskId))).toEqual(fewerTimeline);
  expect(new Set(rows.map(({ taskId }) => taskId)).size).toBe(rows.length);
});
