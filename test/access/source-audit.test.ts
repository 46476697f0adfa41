import { expect, test } from 'vitest';
import { type AskedSources, SourceAudit } from '#src/access/source-audit.ts';
import { logSchema } from '#src/config/log.ts';
import { askedSource, type ConnectedSource, type Sources } from '#src/request/sources.ts';
import { openStream } from '#test/live/event-stream.ts';
import { bearer, startTenants, tenants } from './tenants.ts';

const linesIn = (logged: string): Record<string, unknown>[] =>
  logged
    .split('\n')
    .filter((line) => line.includes('A caller asked sources.'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const on = { log: logSchema.parse({ audit: true }) };

test('it is told who has asked which source, by an id, a list, a timeline or a stream, also from the cache', async () => {
  const { url, as, stop, logged } = await startTenants(on);
  const lookUp = '{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123456") { status } }';
  await as('board', lookUp);
  await as('board', lookUp);
  await as('board', '{ batchTasks(first: 1) { nodes { taskId } } }');
  await as('desk', '{ batchTasks(first: 1, filter: { sources: ["huawei-dns"] }) { nodes { taskId } } }');
  const { data } = await as('desk', '{ sources { id key } }');
  const [source] = (data?.sources ?? []) as { readonly id: string }[];
  await as('desk', 'query($id: ID!) { node(id: $id) { id } }', { id: source?.id });
  // What a caller may not see is not asked.
  await as('desk', lookUp);
  const query = 'subscription { timelineChanged(filter: { sources: ["aliyun-imm"] }) { kind } }';
  const stream = await openStream(url, query, {}, bearer(tenants.desk.key));
  await stream.events.next();
  stream.leave();
  expect(linesIn(logged())).toEqual([]);
  await stop();
  const line = { level: 'info', time: expect.any(String), msg: 'A caller asked sources.' };
  expect(linesIn(logged())).toEqual([
    {
      ...line,
      caller: 'key:board',
      sources: { 'aliyun-dns': 3, 'aliyun-ecs-hangzhou': 1, 'aliyun-ecs-singapore': 1 },
    },
    { ...line, caller: 'key:desk', sources: { 'huawei-dns': 1, 'aliyun-imm': 1 } },
  ]);
});

test('by default nobody keeps count', async () => {
  const { as, stop, logged } = await startTenants();
  await as('board', '{ batchTasks(first: 1) { nodes { taskId } } }');
  await stop();
  expect(linesIn(logged())).toEqual([]);
});

test('however many callers there are, their lines are bounded, and none is lost', () => {
  const lines: AskedSources[] = [];
  const audit = new SourceAudit((line) => lines.push(line));
  const sources: Sources = new Map([['dns', {} as ConnectedSource]]);
  for (let caller = 0; caller < 3_000; caller += 1)
    askedSource(audit.sourcesOf({ name: `jwt:${caller}`, sources }), 'dns');
  audit.flush();
  expect(lines).toHaveLength(1_001);
  expect(lines.at(-1)).toEqual({ caller: 'others', sources: { dns: 2_000 } });
  audit.flush();
  expect(lines).toHaveLength(1_001);
});
