import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listNames, readings, startLiving, type ListName, type Row } from './living.ts';

const byId = (name: ListName, rows: readonly Row[]): ReadonlyMap<unknown, Row> =>
  new Map(rows.map((row) => [row[readings[name].id], row]));

test.for(listNames)(
  '%s: in the first ten seconds a task comes, one ends, one fails half-way, others go on',
  async (name) => {
    const { list, passTo } = await startLiving();
    const before = byId(name, await list(name));
    passTo(10);
    const after = byId(name, await list(name));
    const { isUnderWay, isBroken, settled } = readings[name];
    const came = [...after.keys()].filter((id) => !before.has(id));
    expect(came).toHaveLength(1);
    const changed = [...before].flatMap(([id, row]) => {
      const now = after.get(id);
      return now && isUnderWay(row) ? [{ row, now }] : [];
    });
    const ended = changed.filter(({ now }) => !isUnderWay(now));
    expect(ended.filter(({ now }) => isBroken(now)).length).toBeGreaterThan(0);
    expect(ended.filter(({ now }) => !isBroken(now)).length).toBeGreaterThan(0);
    if (settled({ Statistic: {} }) !== null) {
      expect(changed.some(({ row, now }) => isUnderWay(now) && settled(now)! > settled(row)!)).toBe(true);
    }
  },
);

test.for(['imm', 'polardb', 'huawei'] as const)('%s: one task moves, and then stalls for long', async (name) => {
  const { list, passTo } = await startLiving();
  const rowsAt = async (seconds: number) => {
    passTo(seconds);
    return byId(name, await list(name));
  };
  const [start, early, late] = [await rowsAt(0), await rowsAt(11), await rowsAt(900)];
  const stalled = [...late].filter(([id, row]) => {
    const [first, second] = [start.get(id), early.get(id)];
    const { settled, isUnderWay } = readings[name];
    return first && second && isUnderWay(row) && settled(first) < settled(second) && settled(second) === settled(row);
  });
  expect(stalled).toHaveLength(1);
});

/** PolarDB writes the dates of a batch in another way than those of a list. */
const inOneStyle = (row: Row): Row =>
  JSON.parse(JSON.stringify(row).replaceAll(/(\d{4})\/(\d\d)\/(\d\d)T([\d:]+)Z/g, '$1-$2-$3 $4')) as Row;

const moments = fc.oneof(fc.nat(60), fc.nat(7_200), fc.nat(10 * 86_400));

test('what is told depends on the time alone, not on what was asked before', async () => {
  const asked = await startLiving();
  await fc.assert(
    fc.asyncProperty(moments, fc.constantFrom(...listNames), async (seconds, name) => {
      const fresh = await startLiving();
      for (const { passTo } of [asked, fresh]) passTo(seconds);
      expect(await asked.list(name)).toEqual(await fresh.list(name));
    }),
    { numRuns: 40 },
  );
});

test('at any moment a list and a task by its id tell the same, and nothing is in the future', async () => {
  const { list, task, passTo, now } = await startLiving();
  await fc.assert(
    fc.asyncProperty(moments, fc.constantFrom(...listNames), fc.nat(30), async (seconds, name, index) => {
      passTo(seconds);
      const { id, created } = readings[name];
      const rows = await list(name);
      const row = rows[index]!;
      expect(inOneStyle(await task(name, String(row[id])))).toMatchObject(row);
      const newest = String(rows[0]![created]).replace(' ', 'T');
      const age = now().getTime() - Date.parse(newest.endsWith('Z') ? newest : `${newest}Z`);
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThan(3 * 60_000);
      for (const text of JSON.stringify(row).match(/\d{4}-\d\d-\d\d[T ][\d:.]+/g) ?? []) {
        expect(Date.parse(`${text.replace(' ', 'T')}Z`)).toBeLessThanOrEqual(now().getTime());
      }
    }),
  );
});

test.for([
  { name: 'ecs cn-hangzhou', member: 'TaskStatus', parameter: 'TaskStatus', write: String },
  { name: 'imm', member: 'State', parameter: 'State', write: String },
  { name: 'polardb', member: 'Status', parameter: 'Status', write: (word: unknown) => JSON.stringify([word]) },
] as const)(
  '$name: the filter by status goes by the status of the moment',
  async ({ name, member, parameter, write }) => {
    const { list, passTo } = await startLiving();
    for (const seconds of [0, 10, 300]) {
      passTo(seconds);
      const rows = await list(name);
      for (const word of new Set(rows.slice(0, 12).map((row) => row[member]))) {
        const passing = rows.filter((row) => row[member] === word).slice(0, 12);
        expect((await list(name, { [parameter]: write(word) })).slice(0, passing.length)).toEqual(passing);
      }
    }
  },
);

test.for(listNames)('%s: days later the list is not much longer, and tells of days', async (name) => {
  const { call, passTo } = await startLiving();
  const { product, list } = readings[name];
  const totalOf = async (): Promise<number> => {
    if (name === 'imm') return (await walkImm(call)).length;
    const body = (await call(product, list.operation, list.parameters)).body as Record<string, number> & {
      metadata?: { total_count: number };
    };
    return body.metadata?.total_count ?? body['TotalCount']!;
  };
  const before = await totalOf();
  for (const days of [1, 10, 100]) {
    passTo(days * 86_400);
    expect((await totalOf()) - before).toBeGreaterThan(200);
    expect((await totalOf()) - before).toBeLessThan(300);
  }
});

async function walkImm(call: Awaited<ReturnType<typeof startLiving>>['call']): Promise<Row[]> {
  const rows: Row[] = [];
  let NextToken = '';
  do {
    const { body } = await call('imm', 'ListBatches', { ...readings.imm.list.parameters, NextToken });
    const page = body as { Batches: Row[]; NextToken: string };
    rows.push(...page.Batches);
    ({ NextToken } = page);
  } while (NextToken);
  return rows;
}

test('the tasks of the documentation stay as they are documented', async () => {
  const [moving, still] = [await startLiving(), await startLiving({ life: 'still' })];
  const documented = [
    ['ecs cn-hangzhou', 't-bp1hvgwromzv32iq****'],
    ['imm', 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****'],
    ['polardb', 'pcb-xxx'],
    ['huawei', '9a186e66977dd48f01977e021c480cac'],
  ] as const;
  for (const seconds of [0, 1_000_000]) {
    for (const { passTo } of [moving, still]) passTo(seconds);
    for (const [name, id] of documented) {
      const [row, same] = await Promise.all([moving.task(name, id), still.task(name, id)]);
      expect({ ...row, RequestId: '' }).toEqual({ ...same, RequestId: '' });
    }
    const [last, lastStill] = await Promise.all(
      [moving, still].map(({ call }) => call('alidns', 'DescribeBatchResultCount', {})),
    );
    expect(last!.body).toMatchObject({ TaskId: 123456, Status: 0, SuccessCount: 2, FailedCount: 2 });
    expect({ ...(last!.body as Row), RequestId: '' }).toEqual({ ...(lastStill!.body as Row), RequestId: '' });
  }
});

test('alidns: the last task of one type is ever a new one, moves, and its items only join', async () => {
  const { call, passTo } = await startLiving();
  const lastAt = async (seconds: number) => {
    passTo(seconds);
    const { body } = await call('alidns', 'DescribeBatchResultCount', { BatchType: 'RR_DEL' });
    return body as { TaskId: number; Status: number; SuccessCount: number };
  };
  const detailsOf = async (TaskId: number) => {
    const { body } = await call('alidns', 'DescribeBatchResultDetail', { TaskId, PageSize: 100 });
    return (body as { BatchResultDetails: { BatchResultDetail: Row[] } }).BatchResultDetails.BatchResultDetail;
  };
  const [first, second] = [await lastAt(8), await lastAt(20)];
  expect(second.TaskId).toBe(first.TaskId);
  expect(second.SuccessCount).toBeGreaterThan(first.SuccessCount);
  const early = await detailsOf(first.TaskId);
  passTo(400);
  const late = await detailsOf(first.TaskId);
  expect(late.slice(0, early.length)).toEqual(early);
  expect(early).toHaveLength(Math.min(100, second.SuccessCount));
  expect((await lastAt(400)).TaskId).toBeGreaterThan(first.TaskId);
});

test('huawei: the failed items of a task only join as it goes on, as many as it counts', async () => {
  const { call, list, passTo } = await startLiving();
  const failing = (await list('huawei')).filter(
    ({ status, error_count }) => status === 'PENDING' && Number(error_count) > 0,
  );
  // The last one of them stalls.
  const oldest = failing.at(-1);
  const at = async (seconds: number) => {
    passTo(seconds);
    const { body } = await call('huawei', `${readings.huawei.list.operation}/${String(oldest!['id'])}`, {});
    return body as { status: string; error_count: number; error_items: Row[] };
  };
  const [early, late] = [await at(0), await at(600)];
  expect(early.error_items).toHaveLength(early.error_count);
  expect(late.error_count).toBeGreaterThan(early.error_count);
  expect(late.error_items.slice(0, early.error_count)).toEqual(early.error_items);
  expect(late.status).toBe('DONE');
});

test('polardb: the sub-tasks of a batch are what it counts, and end in its time', async () => {
  const { task, list, passTo, now } = await startLiving();
  for (const seconds of [0, 5, 20, 100, 1_500]) {
    passTo(seconds);
    for (const { BatchId } of (await list('polardb')).slice(0, 10)) {
      const { SubTasks, SuccessCount, Status } = await task('polardb', String(BatchId));
      const subTasks = SubTasks as { Status: string; TaskEnd: string; TaskBegin: string }[];
      expect(subTasks.filter(({ Status: word }) => word === 'COMPLETED')).toHaveLength(Number(SuccessCount));
      const hasEnded = Status === 'COMPLETED' || Status === 'FAILED';
      if (hasEnded) expect(subTasks.every(({ TaskEnd }) => TaskEnd)).toBe(true);
      for (const { TaskEnd, TaskBegin } of subTasks) {
        expect(Date.parse(TaskBegin.replaceAll('/', '-'))).toBeLessThanOrEqual(now().getTime());
        if (TaskEnd) expect(Date.parse(TaskEnd.replaceAll('/', '-'))).toBeLessThanOrEqual(now().getTime());
      }
    }
  }
});

test.for(listNames)('%s: a drift makes the list change at its front all the same', async (name) => {
  const { url, list } = await startLiving();
  const { id } = readings[name];
  const set = (body: object) => fetch(`${url}/__sandbox/drift`, { method: 'PUT', body: JSON.stringify(body) });
  const before = (await list(name)).map((row) => row[id]);
  await set({ add: 3, remove: 2, everyCalls: 1 });
  await list(name);
  const after = (await list(name)).map((row) => row[id]);
  expect(after.slice(3)).toEqual(before.slice(2, 99));
  expect(before).not.toEqual(expect.arrayContaining([after[0]]));
  await fetch(`${url}/__sandbox/drift`, { method: 'DELETE' });
  expect((await list(name)).map((row) => row[id])).toEqual(before);
});
