import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { providerModules, providerNames } from '#src/providers/modules.ts';
import { startSandbox, type Sandbox } from '#src/sandbox/start.ts';
import type { ConnectedSource, Sources } from '#src/request/sources.ts';
import { schema } from '#src/schema/index.ts';
import type { Walk } from '#src/pagination/index.ts';
import { everyTask, type TaskFilter } from '#src/tasks/filter.ts';
import { decodeGlobalId, taskGlobalId } from '#src/request/global-id.ts';
import type { Provider, ProviderModule } from '#src/tasks/provider.ts';
import { isFinished } from '#src/tasks/outcome.ts';
import type { BatchTask } from '#src/tasks/task.ts';
import { type ToldField, toldFields, type Telling } from '#src/tasks/told.ts';
import { openSources } from '#test/connected-sources.ts';
import { sandboxApis } from '#test/sandbox-apis.ts';
import { caller } from './answering.ts';

let sandbox: Sandbox;
let sources: Sources;
let opened: ReturnType<typeof openSources>;

beforeAll(async () => {
  sandbox = await startSandbox();
  opened = openSources([...sandboxSources(sandbox.url)]);
  ({ sources } = opened);
});
afterAll(() => Promise.all([opened.close(), sandbox.close()]));

const valueOf = ({ counts, ...task }: BatchTask, field: ToldField): unknown =>
  ({ ...task, ...prefixed(counts) })[field as keyof typeof task];

const prefixed = (counts: object) =>
  Object.fromEntries(Object.entries(counts).map(([name, value]) => [`counts.${name}`, value]));

/** The tasks that have finished, or all others. */
const ended = (tasks: readonly BatchTask[], isEnded: boolean) =>
  tasks.filter(({ status }) => isFinished(status) === isEnded);

interface Filled {
  readonly listedEarly: boolean | undefined;
  readonly listedLate: boolean | undefined;
  readonly early: boolean | undefined;
  readonly late: boolean | undefined;
}

/** Where a field is filled, by whether it is in lists and by id, before a task has finished and afterwards. */
function tellingOf({ listedEarly, listedLate, early, late }: Filled): Telling | undefined {
  if (listedEarly) return 'yes';
  if (listedLate) return early ? 'by id; in lists once finished' : 'once finished';
  return early || late ? 'by id' : undefined;
}

/** What a task is told to be by any answer that tells of it. */
const told = ({ status, providerStatus, createdAt, ...task }: BatchTask) =>
  [task.taskId, status, providerStatus, task.operation, createdAt, task.finishedAt, task.counts] as const;

/** All tasks that a walk comes to. */
async function readAll(walk: Walk<BatchTask>): Promise<BatchTask[]> {
  const tasks: BatchTask[] = [];
  while (walk.continuation === 'more') tasks.push(...(await walk.next(500)).map(({ item }) => item));
  return tasks;
}

/** What every provider owes the gateway, asked of each over its sandbox. */
describe.each(providerNames)('%s', (name) => {
  const module: ProviderModule = providerModules[name];
  const { taskIds } = sandboxApis[name];
  const seeded = taskIds.seeded();

  function connected(): { source: ConnectedSource['source']; provider: Provider } {
    const found = [...sources.values()].find((each) => each.name === name);
    if (!found) throw new Error(`no source of ${name}`);
    return found;
  }

  const walkOf = (statuses: TaskFilter['statuses']) =>
    connected()
      .provider.list?.({ ...everyTask, statuses }, caller)
      .walk({ direction: 'forward', from: 'start', until: 'end' });

  /** The first tasks of its list, null where it has none. */
  async function listed(count: number): Promise<readonly BatchTask[] | null> {
    const walk = walkOf(null);
    return walk ? (await walk.next(count)).map(({ item }) => item) : null;
  }

  /** The tasks with these ids, by calls of no more ids than the provider takes. */
  async function byIds(ids: readonly string[]): Promise<unknown[]> {
    const calls = Array.from({ length: Math.ceil(ids.length / module.maxIds) }, (_, index) =>
      connected().provider.getMany(ids.slice(index * module.maxIds, (index + 1) * module.maxIds), caller),
    );
    return (await Promise.all(calls)).flat();
  }

  test('lists what it says: tasks of its source, each once, newest first', async () => {
    const tasks = await listed(30);
    expect(tasks === null).toBe(module.lists === 'NONE');
    expect(connected().source.canList).toBe(module.lists === 'ALL');
    if (!tasks) return;
    expect(tasks.length).toBeGreaterThan(1);
    expect(new Set(tasks.map(({ taskId }) => taskId)).size).toBe(tasks.length);
    for (const task of tasks) expect(task.source).toBe(connected().source);
    const times = tasks.map(({ createdAt }) => createdAt);
    expect(times.every((time) => (time !== null) === (module.lists === 'ALL'))).toBe(true);
    expect(times).toEqual(times.toSorted((one, other) => Number(other) - Number(one)));
  });

  test('gives tasks in the order of the ids, and null for an id that it does not know', async () => {
    const [first = '', second = ''] = seeded;
    const found = await byIds([second, taskIds.unknown, first]);
    expect(found).toMatchObject([{ taskId: second }, null, { taskId: first }]);
  });

  test('tells the same of a task however it is reached, and whenever it is asked', async () => {
    const reached = (await listed(20)) ?? ((await byIds(seeded.slice(0, 20))) as BatchTask[]);
    const tasks = reached.filter(({ progress }) => progress === 1);
    expect(tasks.length).toBeGreaterThan(0);
    const found = (await byIds(tasks.map(({ taskId }) => taskId))) as BatchTask[];
    expect(found.map(told)).toEqual(tasks.map(told));
  });

  test('tells of no task that goes on that all of it is done', async () => {
    const tasks = [...((await listed(500)) ?? []), ...((await byIds(seeded.slice(0, 100))) as BatchTask[])];
    const unfinished = ended(tasks, false);
    expect(unfinished.length).toBeGreaterThan(0);
    for (const { progress } of unfinished) expect(progress ?? 0).toBeLessThan(1);
  });

  test('has no status but those that it says it can have', async () => {
    const tasks = (await listed(100)) ?? ((await byIds(seeded.slice(0, 100))) as BatchTask[]);
    for (const { status } of tasks) expect(module.statuses).toContain(status);
  });

  test('filters by the statuses that it says, and tells the total of one where it tells that of all', async () => {
    const all = walkOf(null);
    const tasks = all ? await readAll(all) : [];
    for (const status of module.filtersBy) {
      const walk = walkOf(new Set([status]));
      const [row] = (await walk?.next(1)) ?? [];
      expect(row?.item.status).toBe(status);
      const expected = all?.total === null ? null : tasks.filter((task) => task.status === status).length;
      expect({ status, total: walk?.total }).toEqual({ status, total: expected });
    }
  });

  test('fills the fields that it says it fills, where it says so, and no other', async () => {
    const lists = await listed(500);
    const found = (await byIds(seeded.slice(0, 100))) as BatchTask[];
    for (const field of toldFields.filter((each) => !each.startsWith('failures.'))) {
      const isFilled = (some: readonly BatchTask[]): boolean => some.some((task) => valueOf(task, field) !== null);
      const [listedEarly, listedLate] = [false, true].map((isEnded) => isFilled(ended(lists ?? [], isEnded)));
      const [early, late] = [false, true].map((isEnded) => isFilled(ended(found, isEnded)));
      const telling = tellingOf({ listedEarly, listedLate, early, late });
      expect({ field, telling }).toEqual({ field, telling: module.told.fields[field] });
    }
  });

  test('takes its own ids, through a global id and back, and refuses what no id can be', () => {
    for (const taskId of [...seeded.slice(0, 20), taskIds.documented, taskIds.unknown]) {
      expect(module.refuseId(taskId)).toBe(null);
      const globalId = decodeGlobalId(taskGlobalId(name, 'here', taskId), 'id');
      expect(globalId).toEqual({ kind: 'task', provider: name, sourceKey: 'here', taskId });
    }
    for (const bad of ['', ' ', 'a\nb', '1'.repeat(257), '\ud800']) expect(module.refuseId(bad)).toMatch(/^must/);
  });

  test('has a type of its own in the schema, which is a task and a node', () => {
    const type = schema.getType(module.typeName);
    const interfaces = type && 'getInterfaces' in type ? type.getInterfaces().map((one) => one.name) : [];
    expect(interfaces.toSorted()).toEqual(['BatchTask', 'Node']);
    expect(providerNames.filter((other) => providerModules[other].typeName === module.typeName)).toEqual([name]);
  });

  test('throws what the gateway can tell a client of', async () => {
    const faults = [{ provider: name, kind: 'denied', times: 1 }];
    await fetch(`${sandbox.url}/__sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
    const fresh = { ...caller, freshSince: performance.now() };
    await expect(connected().provider.getMany([taskIds.unknown], fresh)).rejects.toMatchObject({
      code: 'UPSTREAM_DENIED',
      source: connected().source.key,
    });
  });

  test('has an endpoint by https in a region, a title and a description', () => {
    const endpoint = module.endpoint({ key: 'here', region: 'ap-southeast-1', project: 'a' });
    expect(endpoint).toMatch(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\.com$/);
    expect(module.title).toMatch(/\S/);
    expect(module.description).toMatch(/\S\.$/);
  });
});
