import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { type Asked, createClient } from '../../bench/client.ts';
import { type MeasuredProcess, startProcess } from '../../bench/measured-process.ts';
import { workloads } from '../../bench/workloads.ts';
import { bareEnvironment } from '#test/bare-environment.ts';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';

const hangzhou = 'aliyun-ecs-hangzhou';
const fields = 'id taskId operation status providerStatus createdAt finishedAt progress counts { total succeeded }';
const page = (first: number, selection: string): Asked => ({
  query: `{ aliyunEcsTasks(source: "${hangzhou}", first: ${first}) { nodes { ${selection} } pageInfo { endCursor } } }`,
});
const timeline = (first: number): Asked => ({ query: `{ batchTasks(first: ${first}) { nodes { ${fields} } } }` });
const nodes = (ids: readonly string[]): Asked => ({
  query: `query($ids: [ID!]!) { nodes(ids: $ids) { ... on BatchTask { id status } } }`,
  variables: { ids },
  expects: 'either',
});
const ecsId = (taskId: string): string => Buffer.from(`AliyunEcsTask:${hangzhou}:${taskId}`).toString('base64url');
const known = ecsTasks('cn-hangzhou').map(({ id }) => id);

type Shape = Asked | ((number: number) => Asked);

/** A dozen shapes of operations; by numbers those that would share their calls. */
const shapes: Readonly<Record<string, Shape>> = {
  'next to nothing': workloads.W4(0),
  'the sources': { query: '{ sources { key provider region } }' },
  'a page of 50 ids': page(50, 'id'),
  'a page of 50': page(50, fields),
  'a page of 500': page(500, fields),
  'the first of the timeline': timeline(1),
  'a page of the timeline': timeline(50),
  'a long page of the timeline': timeline(500),
  'one task': { query: `{ batchTask(source: "${hangzhou}", taskId: "${known[0] ?? ''}") { ${fields} } }` },
  '100 tasks by alias': workloads.W2,
  'one of each provider': workloads.W3(0),
  '250 known ids': (number) => nodes(known.slice(number * 250, (number + 1) * 250).map(ecsId)),
  '500 unknown ids': (number) => nodes(Array.from({ length: 500 }, (_, index) => ecsId(`t-none${number}-${index}`))),
  '500 ids that are none': nodes(Array.from({ length: 500 }, (_, index) => `none${index}`)),
  introspection: { query: getIntrospectionQuery() },
};

async function run(name: string, environment: Record<string, string>): Promise<MeasuredProcess> {
  const started = await startProcess(name, { ...bareEnvironment(), ...environment });
  onTestFinished(() => started.stop());
  return started;
}

async function start(): Promise<MeasuredProcess> {
  const sandbox = await run('../src/sandbox/main.ts', { SANDBOX_PORT: '0', SANDBOX_LIFE: 'still' });
  const file = join(mkdtempSync(join(tmpdir(), 'taskline-')), 'taskline.json');
  writeFileSync(file, JSON.stringify({ sources: sandboxSources(sandbox.origin) }));
  return run('../src/main.ts', { NODE_ENV: 'production', PORT: '0', TASKLINE_CONFIG: file });
}

async function costOf(origin: string, { query, variables = {} }: Asked): Promise<number> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-taskline-cost': '1' },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { extensions: { cost: number } }).extensions.cost;
}

/** The CPU time of the gateway for an operation that is not in the cache, in microseconds: the mean of three at once. */
async function cpuOf({ usage }: MeasuredProcess, ask: (number: number) => Promise<unknown>): Promise<number> {
  const before = await usage();
  await Promise.all([ask(0), ask(1), ask(2)]);
  return ((await usage()).cpu - before.cpu) / 3;
}

const shapeOf = (shape: Shape, number: number): Asked => (typeof shape === 'function' ? shape(number) : shape);

interface Measured {
  readonly name: string;
  readonly shape: Shape;
  readonly cost: number;
  /** The least CPU time so far: other processes and the garbage collector only add to it. */
  cpu: number;
}

/** Those whose CPU time for one of cost is not within a factor of four of the mean of all. */
function beyondFactor(all: readonly Measured[]): readonly Measured[] {
  const logs = all.map(({ cpu, cost }) => Math.log(cpu / cost));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return all.filter((_, index) => Math.abs((logs[index] ?? 0) - mean) > Math.log(4));
}

test('what operations are told to cost is what they take of the CPU, within a factor of four', async () => {
  const gateway = await start();
  const { ask, close } = createClient(gateway.origin, 3);
  const measure = (shape: Shape) => cpuOf(gateway, (number) => ask({ ...shapeOf(shape, number), fresh: true }));
  const all: Measured[] = [];
  // None counts the first time: each is measured by code that is as warm as that of the others.
  for (const [name, shape] of Object.entries(shapes)) {
    await measure(shape);
    all.push({ name, shape, cost: await costOf(gateway.origin, shapeOf(shape, 0)), cpu: Infinity });
  }
  // A busy machine needs more rounds than one.
  for (let round = 1; round === 1 || (round <= 30 && beyondFactor(all).length > 0); round += 1)
    for (const one of all) one.cpu = Math.min(one.cpu, await measure(one.shape));
  await close();
  expect(beyondFactor(all).map(({ name, cost, cpu }) => ({ name, cost, cpu }))).toEqual([]);
});
