import type { SourceConfig } from '#src/config/source.ts';
import { startFaultyUpstream, type ReceivedCall } from '#test/faulty-upstream.ts';

/** A list of one of the providers, by the key of its source. */
export type ModelSource = 'ecs' | 'imm' | 'polardb' | 'huawei';

/** A JSON object. */
export type Members = Record<string, unknown>;

/** Another answer in the place of the good one, of which it may use what it likes; `call` counts from 1. */
export type Spoil = (answer: Members, call: number) => unknown;

interface Model {
  readonly provider: SourceConfig['provider'];
  /** Its field of the schema's queries. */
  readonly list: string;
  readonly settings: Partial<SourceConfig>;
  readonly row: (index: number) => Members;
  /** The answer to a call, of the rows of the whole list. */
  readonly answer: (call: ReceivedCall, rows: readonly Members[]) => Members;
  /** Where the rows are in an answer. */
  readonly path: readonly [string, string?];
  /** The member of a row that is its id, and one that is a text. */
  readonly id: string;
  readonly text: string;
}

/** When a task was created: the newest first, and the lists alternate in a timeline. */
const timeOf = (index: number, minutes = 0): Date => new Date(Date.UTC(2026, 0, 30) - (index * 4 + minutes) * 60_000);
const seconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

function pageOf({ query }: ReceivedCall, rows: readonly Members[]) {
  const [PageNumber, PageSize] = [Number(query.get('PageNumber')), Number(query.get('PageSize'))];
  return { page: rows.slice((PageNumber - 1) * PageSize, PageNumber * PageSize), told: { PageNumber, PageSize } };
}

export const models: Readonly<Record<ModelSource, Model>> = {
  ecs: {
    provider: 'ALIYUN_ECS',
    list: 'aliyunEcsTasks',
    settings: { region: 'cn-hangzhou' },
    row: (index) => ({ TaskId: `ecs-${index}`, TaskAction: 'Import', CreationTime: seconds(timeOf(index)) }),
    answer(call, rows) {
      const { page, told } = pageOf(call, rows);
      return { RequestId: 'R', TotalCount: rows.length, ...told, TaskSet: { Task: page } };
    },
    path: ['TaskSet', 'Task'],
    id: 'TaskId',
    text: 'TaskAction',
  },
  imm: {
    provider: 'ALIYUN_IMM',
    list: 'aliyunImmBatches',
    settings: { region: 'cn-hangzhou', project: 'p' },
    row: (index) => ({ Id: `imm-${index}`, Error: 'none', CreateTime: seconds(timeOf(index, 1)) }),
    answer({ query }, rows) {
      const inOrder = query.get('Order') === 'ASC' ? rows.toReversed() : rows;
      const start = Number(query.get('NextToken') ?? 0);
      const end = start + Number(query.get('MaxResults'));
      return {
        RequestId: 'R',
        Batches: inOrder.slice(start, end),
        NextToken: end < rows.length ? String(end) : '',
      };
    },
    path: ['Batches'],
    id: 'Id',
    text: 'Error',
  },
  polardb: {
    provider: 'ALIYUN_POLARDB',
    list: 'aliyunPolarDbBatchTasks',
    settings: { region: 'cn-hangzhou' },
    row: (index) => ({ BatchId: `polardb-${index}`, TaskType: 'install', TaskBegin: seconds(timeOf(index, 2)) }),
    answer(call, rows) {
      const { page, told } = pageOf(call, rows);
      return { RequestId: 'R', TotalCount: rows.length, ...told, TaskList: page };
    },
    path: ['TaskList'],
    id: 'BatchId',
    text: 'TaskType',
  },
  huawei: {
    provider: 'HUAWEI_DNS',
    list: 'huaweiDnsBatchTasks',
    settings: { region: 'cn-north-4' },
    row: (index) => ({ id: `huawei-${index}`, type: 'create', created_at: timeOf(index, 3).toISOString() }),
    answer({ query }, rows) {
      const start = Number(query.get('offset'));
      const tasks = rows.slice(start, start + Number(query.get('limit')));
      return { tasks, metadata: { total_count: rows.length } };
    },
    path: ['tasks'],
    id: 'id',
    text: 'type',
  },
};

export const modelSources = Object.keys(models) as ModelSource[];

/** An answer with its list changed; without it where the change gives undefined. */
export function withRows(source: ModelSource, answer: Members, change: (rows: unknown[]) => unknown): Members {
  const [outer, inner] = models[source].path;
  if (inner === undefined) return { ...answer, [outer]: change(answer[outer] as unknown[]) };
  const holder = answer[outer] as Members;
  return { ...answer, [outer]: { ...holder, [inner]: change(holder[inner] as unknown[]) } };
}

/** An answer as it is. */
export const asIs: Spoil = (answer) => answer;

/** Alters the answers from a call on. */
export const fromCall =
  (first: number, spoil: Spoil): Spoil =>
  (answer, call) =>
    call < first ? answer : spoil(answer, call);

/** An answer without its total, if it has one. */
export const withoutTotal = ({ TotalCount: _count, metadata: _metadata, ...answer }: Members): Members => answer;

/** An answer with another total, for lists that tell one. */
export const withTotal = (source: ModelSource, answer: Members, total: number): Members =>
  source === 'huawei' ? { ...answer, metadata: { total_count: total } } : { ...answer, TotalCount: total };

/** The lists of one source, or of several, with so many tasks each, and what one of them answers instead. */
export async function startModelClouds(sources: readonly ModelSource[], count: number) {
  const lists = new Map(
    sources.map((source) => [source, Array.from({ length: count }, (_, index) => models[source].row(index))]),
  );
  const rowsOf = (source: ModelSource): Members[] => lists.get(source) ?? [];
  let spoilt: { readonly source: ModelSource; readonly spoil: Spoil; calls: number } | null = null;
  const started = await Promise.all(
    sources.map(async (source) => {
      const { settings, provider, answer } = models[source];
      const upstream = await startFaultyUpstream({
        answer(call) {
          const good = answer(call, rowsOf(source));
          if (spoilt?.source !== source) return good;
          spoilt.calls += 1;
          return spoilt.spoil(good, spoilt.calls) as Members;
        },
      });
      const credentials = { accessKeyId: `key-of-${source}`, accessKeySecret: 'the-key-secret' };
      const limits = { attempts: 1, breaker: false };
      const config: SourceConfig = { key: source, provider, endpoint: upstream.url, credentials, limits, ...settings };
      return config;
    }),
  );
  return {
    sources: started,
    /** The ids of a source's tasks, in order. */
    idsOf: (source: ModelSource): string[] => Array.from({ length: count }, (_, index) => `${source}-${index}`),
    /** The rows that a source has, to be changed. */
    rowsOf,
    /** Alters what a source answers from now on, and counts its calls anew. */
    spoil: (source: ModelSource, spoil: Spoil) => {
      spoilt = { source, spoil, calls: 0 };
    },
    calls: (): number => spoilt?.calls ?? 0,
  };
}
