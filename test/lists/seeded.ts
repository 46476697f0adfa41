import type { SourceConfig } from '#src/config/source.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { dnsTasks, batchTypes } from '#src/sandbox/seed/aliyun-dns.ts';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { immBatches } from '#src/sandbox/seed/aliyun-imm.ts';
import { polardbBatches } from '#src/sandbox/seed/aliyun-polardb.ts';
import { huaweiTasks } from '#src/sandbox/seed/huawei-dns.ts';
import type { Asked, ListedTask, Page } from './lists.ts';

/** What a list must show of a task of the sandbox. */
export interface Row {
  readonly source: string;
  readonly taskId: string;
  /** Milliseconds, as the provider tells it; null where it does not. */
  readonly time: number | null;
}

interface Seeded {
  readonly id: string;
  readonly createdAt: number;
}

const rowsOf = (source: string, tasks: readonly Seeded[], unitMs: number): readonly Row[] =>
  tasks.map(({ id, createdAt }) => ({ source, taskId: id, time: Math.floor(createdAt / unitMs) * unitMs }));

const idDescending = (one: Seeded, other: Seeded): number => (one.id < other.id ? 1 : -1);
const immInOrder = immBatches('test-project').toSorted(
  (one, other) => other.createdAt - one.createdAt || idDescending(one, other),
);

/** The tasks of the sandbox by the sources of the default configuration, each in its provider's order. */
export const seeded = {
  'aliyun-ecs-hangzhou': rowsOf('aliyun-ecs-hangzhou', ecsTasks('cn-hangzhou'), 60_000),
  'aliyun-ecs-singapore': rowsOf('aliyun-ecs-singapore', ecsTasks('ap-southeast-1'), 60_000),
  'aliyun-imm': rowsOf('aliyun-imm', immInOrder, 1_000),
  'aliyun-polardb': rowsOf('aliyun-polardb', polardbBatches(), 1_000),
  'huawei-dns': rowsOf('huawei-dns', huaweiTasks(), 1),
} as const;

/** The last tasks of alidns: all that it lists. */
export const lastDnsTasks: readonly Row[] = batchTypes.map((type) => {
  const last = dnsTasks.find((task) => task.type === type);
  return { source: 'aliyun-dns', taskId: last?.id ?? '', time: null };
});

/** All of them as the timeline must have them: newest first, ties by source, then by the source's own order. */
export const seededTimeline: readonly Row[] = [
  ...Object.values(seeded)
    .flat()
    .toSorted((one, other) => (other.time ?? 0) - (one.time ?? 0)),
  ...lastDnsTasks,
];

/** The sources of the default configuration without the second of ECS, whose 1,010 tasks would seldom prove more. */
export const fewerSources = (sandboxUrl: string): readonly SourceConfig[] =>
  sandboxSources(sandboxUrl).filter(({ key }) => key !== 'aliyun-ecs-singapore');

const { 'aliyun-ecs-singapore': _, ...fewerLists } = seeded;

/** The tasks of fewer sources, by source. */
export const fewerSeeded: Readonly<Record<string, readonly Row[]>> = fewerLists;

/** The timeline of fewer sources. */
export const fewerTimeline: readonly Row[] = seededTimeline.filter(({ source }) => source !== 'aliyun-ecs-singapore');

/** The four lists of providers, as they are asked for. */
export const providerLists = [
  { list: 'aliyunEcsTasks', source: 'aliyun-ecs-hangzhou' },
  { list: 'aliyunImmBatches', source: 'aliyun-imm' },
  { list: 'aliyunPolarDbBatchTasks', source: 'aliyun-polardb' },
  { list: 'huaweiDnsBatchTasks', source: 'huawei-dns' },
] as const satisfies readonly Asked[];

const rowOf = ({ taskId, createdAt, source }: ListedTask): Row => ({
  source: source.key,
  taskId,
  time: createdAt === null ? null : Date.parse(createdAt),
});

export const rowsIn = (...pages: readonly Page[]): Row[] =>
  pages.flatMap(({ edges }) => edges.map(({ node }) => rowOf(node)));
