import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startLists } from './lists.ts';
import { rowsIn, seeded, seededTimeline, type Row } from './seeded.ts';
import { forwards } from './walking.ts';

const timeline = { list: 'batchTasks' } as const;
const config = { cursors: { keys: ['a key that both gateways have'] } };
const keyOf = ({ source, taskId }: Row): string => `${source} ${taskId}`;

/** Without ECS, whose many tasks would prove no more. */
const inUse = (url: string) => sandboxSources(url).filter(({ provider }) => provider !== 'ALIYUN_ECS');
const whole = seededTimeline.filter(({ source }) => !source.startsWith('aliyun-ecs'));

/** Two gateways over one sandbox, the second with other sources than the first: a configuration that was changed. */
async function startChanged(without: { readonly first: string | null; readonly second: string | null }) {
  const first = await startLists({
    config,
    sources: (url) => inUse(url).filter(({ key }) => key !== without.first),
  });
  const sources = inUse(first.sandboxUrl).filter(({ key }) => key !== without.second);
  return { first, second: await startLists({ config, sources: () => sources }) };
}

test.for(['aliyun-imm', 'huawei-dns', 'aliyun-dns'])(
  '%s removed between two pages is dropped from them',
  async (removed) => {
    const { first, second } = await startChanged({ first: null, second: removed });
    const start = await first.page(timeline, { first: 200 });
    const rest = await forwards(second, timeline, { size: 500, after: start.pageInfo.endCursor });
    const given = new Set(rowsIn(start).map(keyOf));
    expect(rowsIn(start)).toEqual(whole.slice(0, 200));
    expect(rowsIn(...rest)).toEqual(whole.filter((row) => row.source !== removed && !given.has(keyOf(row))));
    expect(rest[0]?.sources?.map(({ source }) => source.key)).not.toContain(removed);
  },
);

test.for(['aliyun-polardb', 'huawei-dns', 'aliyun-imm'] as const)(
  '%s added between two pages joins from its top',
  async (added) => {
    const { first, second } = await startChanged({ first: added, second: null });
    const start = await first.page(timeline, { first: 200 });
    const rest = rowsIn(...(await forwards(second, timeline, { size: 500, after: start.pageInfo.endCursor })));
    const others = whole.filter(({ source }) => source !== added);
    expect(rowsIn(start)).toEqual(others.slice(0, 200));
    expect(rest.filter(({ source }) => source === added)).toEqual(seeded[added]);
    expect(rest.filter(({ source }) => source !== added)).toEqual(others.slice(200));
  },
);

test('a gateway with another key takes the cursor for no cursor', async () => {
  const { first } = await startChanged({ first: null, second: null });
  const other = await startLists({ sources: inUse, config: { cursors: { keys: ['another key'] } } });
  const { pageInfo } = await first.page(timeline, { first: 20 });
  const { errors } = await other.answer(timeline, { first: 20, after: pageInfo.endCursor });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
  expect(other.sent()).toEqual([]);
});

test('keys are turned over: the first signs, the others are still read', async () => {
  const { first } = await startChanged({ first: null, second: null });
  const keys = ['a new key', ...config.cursors.keys];
  const turned = await startLists({ sources: inUse, config: { cursors: { keys } } });
  const { pageInfo } = await first.page(timeline, { first: 20 });
  const next = await turned.page(timeline, { first: 20, after: pageInfo.endCursor });
  expect(rowsIn(next)).toEqual(whole.slice(20, 40));
  const { errors } = await first.answer(timeline, { first: 20, after: next.pageInfo.endCursor });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
});
