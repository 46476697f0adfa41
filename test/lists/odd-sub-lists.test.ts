import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { credentials, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream, type ReceivedCall } from '#test/faulty-upstream.ts';
import type { Direction } from './model-walks.ts';

const count = 25;
const names = Array.from({ length: count }, (_, index) => `d${index}.cn`);

type Rows = readonly (object | null)[];

/** A list of parts of a task of one provider: how its calls are answered, and where its items are. */
interface SubList {
  readonly provider: SourceConfig['provider'];
  readonly settings: Partial<SourceConfig>;
  readonly field: string;
  readonly row: (name: string) => object;
  /** The answer to a call for the rows, or for the task alone. */
  readonly answer: (call: ReceivedCall, rows: Rows) => Record<string, unknown>;
  readonly withList: (list: unknown) => object;
  readonly isOfRows: (call: ReceivedCall) => boolean;
}

const dnsDetails: SubList = {
  provider: 'ALIYUN_DNS',
  settings: {},
  field: 'details',
  row: (name) => ({ Domain: name, Status: false }),
  answer({ query, headers }, rows) {
    if (headers['x-acs-action'] === 'DescribeBatchResultCount') return { TaskId: 5, Status: 1 };
    const [PageNumber, PageSize] = [Number(query.get('PageNumber')), Number(query.get('PageSize'))];
    const page = rows.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
    return { TotalCount: rows.length, PageNumber, PageSize, BatchResultDetails: { BatchResultDetail: page } };
  },
  withList: (list) => ({ BatchResultDetails: { BatchResultDetail: list } }),
  isOfRows: ({ headers }) => headers['x-acs-action'] === 'DescribeBatchResultDetail',
};

const subLists: readonly SubList[] = [
  dnsDetails,
  { ...dnsDetails, field: 'failures' },
  {
    provider: 'HUAWEI_DNS',
    settings: { region: 'cn-north-4' },
    field: 'failures',
    row: (name) => ({ item: name, error_message: 'no' }),
    answer({ query }, rows) {
      const start = Number(query.get('error_item_offset') ?? 0);
      const error_items = rows.slice(start, start + Number(query.get('error_item_limit') ?? 10));
      return { id: '5', status: 'DONE', error_count: rows.length, success_count: 0, error_items };
    },
    withList: (error_items) => ({ error_items }),
    isOfRows: ({ query }) => query.has('error_item_offset'),
  },
];

interface SubPage {
  readonly nodes: readonly { readonly x: string }[];
  readonly pageInfo: Readonly<Record<string, string | boolean>>;
}

type Spoil = (good: Record<string, unknown>, list: SubList) => object;

async function startSubList(list: SubList) {
  const state = { rows: names.map(list.row) as Rows, spoil: null as Spoil | null, from: Infinity, calls: 0 };
  const upstream = await startFaultyUpstream({
    answer(call) {
      const good = list.answer(call, state.rows);
      if (!list.isOfRows(call)) return good;
      state.calls += 1;
      return state.spoil && state.calls >= state.from ? state.spoil(good, list) : good;
    },
  });
  const limits = { attempts: 1, breaker: false };
  const source = { key: 'here', provider: list.provider, endpoint: upstream.url, credentials, limits };
  const { ask, logged } = await startGateway([{ ...source, ...list.settings }]);
  const nodes = list.field === 'details' ? 'x: domain' : 'x: item';

  async function walk(direction: Direction): Promise<{ readonly names: string[]; readonly code: unknown }> {
    const [count_, beside] = direction === 'forward' ? ['first', 'after'] : ['last', 'before'];
    const pages: string[][] = [];
    state.calls = 0;
    for (let cursor = ''; ;) {
      const { data, errors } = await ask(
        `{ task: batchTask(source: "here", taskId: "5") { ... on ${list.provider === 'ALIYUN_DNS' ? 'AliyunDnsBatchTask' : 'HuaweiDnsBatchTask'} {
          page: ${list.field}(${count_}: 9 ${cursor}) { nodes { ${nodes} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
        } } }`,
        { 'x-taskline-fresh': '1' },
      );
      const inOrder = (direction === 'forward' ? pages : pages.toReversed()).flat();
      if (errors) return { names: inOrder, code: errors[0]?.extensions?.['code'] };
      const { page } = (data?.['task'] ?? {}) as { page: SubPage };
      pages.push(page.nodes.map(({ x }) => x));
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
      const goesOn = direction === 'forward' ? hasNextPage : hasPreviousPage;
      if (!goesOn) return { names: (direction === 'forward' ? pages : pages.toReversed()).flat(), code: undefined };
      expect(pages.length).toBeLessThan(20);
      cursor = `, ${beside}: "${String(direction === 'forward' ? endCursor : startCursor)}"`;
    }
  }

  return { state, walk, logged };
}

const failures: readonly (readonly [code: string, spoil: Spoil])[] = [
  ['UPSTREAM_UNAVAILABLE', () => ({ code: 500, message: 'no' })],
  ['UPSTREAM_BAD_RESPONSE', (good) => ({ ...good, error: { message: 'no' } })],
  ['UPSTREAM_BAD_RESPONSE', (good, { withList }) => ({ ...good, ...withList(undefined) })],
  ['UPSTREAM_BAD_RESPONSE', (good, { withList }) => ({ ...good, ...withList([]) })],
  ['UPSTREAM_BAD_RESPONSE', (good, { withList }) => ({ ...good, ...withList(null) })],
  ['UPSTREAM_BAD_RESPONSE', (good, { withList }) => ({ ...good, ...withList([]), TotalCount: 0, error_count: 0 })],
];

test.for(subLists)('$field of $provider: a failure at any call of a walk fails it', async (list) => {
  const { state, walk } = await startSubList(list);
  for (const direction of ['forward', 'backward'] as const) {
    Object.assign(state, { spoil: null });
    expect(await walk(direction)).toEqual({ names, code: undefined });
    const { calls } = state;
    expect(calls).toBeGreaterThan(1);
    for (const [code, spoil] of failures) {
      for (let from = 2; from <= calls; from += 1) {
        Object.assign(state, { spoil, from });
        const failed = await walk(direction);
        expect(failed.code).toBe(code);
        expect(failed.names.length).toBeLessThan(count);
      }
    }
  }
});

test.for(subLists)('$field of $provider: a bad row costs itself, and moves no other', async (list) => {
  const { state, walk, logged } = await startSubList(list);
  for (const bad of [[0], [8, 9], [0, 10, 24]]) {
    const good = names.filter((_, index) => !bad.includes(index));
    state.rows = names.map((name, index) => (bad.includes(index) ? null : list.row(name)));
    for (const direction of ['forward', 'backward'] as const) {
      expect(await walk(direction)).toEqual({ names: good, code: undefined });
    }
  }
  expect(logged().match(/left out/g)).toHaveLength(1);
});

/** What comes whole with a task, as a list of rows with an odd one among them. */
const wholeLists = [
  {
    provider: 'ALIYUN_POLARDB',
    type: 'AliyunPolarDbBatchTask',
    fields: 'counts { failed } progress rows: subTasks { totalCount nodes { x: instanceId } }',
    row: (name: string) => ({ InstanceId: name, Status: 'FAILED' }),
    answer: (SubTasks: Rows) => ({ BatchId: '5', Status: 'RUNNING', TotalCount: 3, SuccessCount: 0, SubTasks }),
    untold: { counts: { failed: null }, progress: null },
  },
  {
    provider: 'TENCENT_DNSPOD',
    type: 'TencentDnsPodBatchTask',
    fields: 'counts { failed } rows: details { totalCount nodes { x: domain } }',
    row: (name: string) => ({ Domain: name, Status: 'error', RecordList: null }),
    answer: (DetailList: Rows) => ({
      Response: { JobType: 'x', TotalCount: 3, SuccessCount: 0, FailCount: 3, DetailList },
    }),
    untold: { counts: { failed: 3 } },
  },
  {
    provider: 'TENCENT_DNSPOD',
    type: 'TencentDnsPodBatchTask',
    fields: 'details { nodes { rows: records { totalCount nodes { x: subDomain } } } }',
    row: (name: string) => ({ SubDomain: name, Status: 'ok' }),
    answer: (RecordList: Rows) => ({
      Response: { JobType: 'x', TotalCount: 1, DetailList: [{ Domain: 'a.cn', RecordList }] },
    }),
    untold: {},
  },
] as const;

test.for(wholeLists)(
  '$fields of $provider: a bad row costs itself, and its list counts it; the operator is told',
  async ({ provider, type, fields, row, answer, untold }) => {
    for (const bad of [null, 'odd', ['odd']]) {
      const rows = ['a', bad, 'c'].map((name) => (typeof name === 'string' && name !== 'odd' ? row(name) : name));
      const upstream = await startFaultyUpstream({ answer: () => answer(rows as Rows) });
      const { ask, logged } = await startGateway([
        { key: 'here', provider, region: 'cn-hangzhou', endpoint: upstream.url, credentials },
      ]);
      const { data } = await ask(`{ task: batchTask(source: "here", taskId: "5") { ... on ${type} { ${fields} } } }`);
      const task = data?.['task'] as { details?: { nodes: readonly object[] } };
      const read = { totalCount: 3, nodes: [{ x: 'a' }, { x: 'c' }] };
      expect(task.details?.nodes[0] ?? task).toEqual({ ...untold, rows: read });
      expect(logged().match(/left out/g)).toHaveLength(1);
    }
  },
);
