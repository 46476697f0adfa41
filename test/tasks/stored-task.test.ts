import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseExactJson } from '#src/platform/exact-json.ts';
import { membersOf } from '#src/platform/members.ts';
import { type ProviderName, providerModules, providerNames } from '#src/providers/modules.ts';
import type { Sources } from '#src/request/sources.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/start.ts';
import { storedTask, taskToStore } from '#src/tasks/stored-task.ts';
import type { BatchTask } from '#src/tasks/task.ts';
import { openSources } from '#test/connected-sources.ts';
import { caller } from '#test/providers/answering.ts';
import { sandboxApis } from '#test/sandbox-apis.ts';

let sandbox: Sandbox;
let sources: Sources;
let opened: ReturnType<typeof openSources>;

beforeAll(async () => {
  sandbox = await startSandbox();
  opened = openSources([...sandboxSources(sandbox.url)]);
  ({ sources } = opened);
});
afterAll(() => Promise.all([opened.close(), sandbox.close()]));

/** The provider's tasks in the sandbox, read by their ids. */
async function tasksOf(name: ProviderName): Promise<readonly BatchTask[]> {
  const { maxIds }: { readonly maxIds: number } = providerModules[name];
  const connected = [...sources.values()].find((each) => each.name === name);
  if (!connected) throw new Error(`no source of ${name}`);
  const { documented, seeded } = sandboxApis[name].taskIds;
  const ids = [documented, ...seeded().slice(0, 200)];
  const calls = Array.from({ length: Math.ceil(ids.length / maxIds) }, (_, index) =>
    connected.provider.getMany(ids.slice(index * maxIds, (index + 1) * maxIds), caller),
  );
  return (await Promise.all(calls))
    .flat()
    .filter((task): task is Exclude<typeof task, null | Error> => task !== null && !(task instanceof Error));
}

const throughStore = (json: unknown): unknown => membersOf(JSON.parse(JSON.stringify({ json }))).json;

const ofAll = [
  'source',
  'taskId',
  'operation',
  'status',
  'providerStatus',
  'createdAt',
  'updatedAt',
  'finishedAt',
  'counts',
  'progress',
  'failureReason',
];

/**
 * What replicas tell each other of tasks beside that. Where it changes, those of before must not read it: give the store another
 * `version` then, in src/replicas/store.ts.
 */
const members: Readonly<Record<ProviderName, readonly string[]>> = {
  ALIYUN_DNS: ['batchType'],
  ALIYUN_ECS: ['action', 'resourceId', 'supportsCancel'],
  ALIYUN_IMM: ['phase', 'marker', 'serviceRole', 'tags', 'input', 'actions', 'notification', 'statistic'],
  ALIYUN_POLARDB: ['name', 'taskType', 'applicationType', 'startedAt', 'allSubTasks'],
  HUAWEI_DNS: ['type', 'errorItems'],
  TENCENT_DNSPOD: ['jobType', 'allDetails'],
};

describe.each(providerNames)('tasks of %s', (name) => {
  test('come from another replica as they were', async () => {
    const tasks = await tasksOf(name);
    expect(tasks.length).toBeGreaterThan(1);
    for (const task of tasks) {
      const read = storedTask(task.source, task.taskId, throughStore(taskToStore(task)));
      // Strictly: a member that is undefined is none.
      expect(read).toStrictEqual(task);
      expect(read?.source).toBe(task.source);
      expect(JSON.stringify(taskToStore(task))).not.toContain('"source"');
    }
  });

  test('have the members that this version of the store knows', async () => {
    const [task] = await tasksOf(name);
    expect(Object.keys(task ?? {})).toEqual([...ofAll, ...members[name]]);
  });

  test('are none under another id, or without one of their members', async () => {
    const [task] = await tasksOf(name);
    if (!task) throw new Error('no task');
    const stored = throughStore(taskToStore(task)) as Record<string, unknown>;
    expect(storedTask(task.source, 'another', stored)).toBeUndefined();
    for (const member of ['taskId', 'operation', 'status', 'createdAt', 'counts', 'progress', 'failureReason']) {
      const { [member]: _, ...rest } = stored;
      expect(storedTask(task.source, task.taskId, rest)).toBeUndefined();
    }
  });
});

test('that there is no task comes as it was, and nothing else is one', () => {
  const source = { key: 'k', provider: 'P', region: null, project: null, canList: true };
  expect(storedTask(source, 't', throughStore(taskToStore(null)))).toBeNull();
  fc.assert(fc.property(fc.jsonValue(), (json) => json === null || storedTask(source, 't', json) === undefined));
});

test('the bodies of answers keep every digit on the way through the store', () => {
  const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String);
  const number = fc.oneof(
    digits,
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Object.is(n, -0))
      .map(String),
  );
  const value = fc.oneof(
    fc.jsonValue().map((json) => JSON.stringify(json)),
    number,
  );
  const text = fc
    .array(fc.tuple(fc.string(), value))
    .map((all) => `{${all.map(([key, of]) => `${JSON.stringify(key)}: ${of}`).join(', ')}}`);
  fc.assert(
    fc.property(text, (body) => {
      const parsed = parseExactJson(body);
      expect(throughStore(parsed)).toEqual(parsed);
    }),
  );
});
