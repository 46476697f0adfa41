import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hookLimits } from '#src/hooks/hooks.ts';
import { providerModules } from '#src/providers/modules.ts';
import { schema } from '#src/schema/index.ts';
import { startLists } from '#test/lists/lists.ts';
import { providerLists } from '#test/lists/seeded.ts';
import { rawAnswer } from './raw-answer.ts';
import { codeBlocks, pageAt, pages } from './markdown.ts';

const clients = pageAt('docs/clients.md').text.replaceAll(/\s+/g, ' ');
const operators = pageAt('docs/operators.md').text.replaceAll(/\s+/g, ' ');
const architecture = pageAt('docs/architecture.md').text.replaceAll(/\s+/g, ' ');

const lists = [...providerLists, { list: 'batchTasks' } as const];

test.for(lists)('$list: a page of no items says so, as docs/clients.md tells', async (asked) => {
  expect(clients).toContain('`first: 0` asks for no items: `hasNextPage` is then false and `endCursor` null');
  const { page } = await startLists();
  const middle = (await page(asked, { first: 3 })).edges[1]?.cursor;
  for (const wanted of [{ first: 0 }, { first: 0, after: middle }]) {
    expect((await page(asked, wanted)).pageInfo).toMatchObject({ hasNextPage: false, endCursor: null });
  }
  for (const wanted of [{ last: 0 }, { last: 0, before: middle }]) {
    expect((await page(asked, wanted)).pageInfo).toMatchObject({ hasPreviousPage: false, startCursor: null });
  }
});

test.for(lists)('$list: an empty page at the end has no cursor to go on from', async (asked) => {
  expect(clients).toContain(
    'On a page without items after which nothing follows, `endCursor` is null: keep the one before.',
  );
  const { page } = await startLists();
  const last = await page(asked, { last: 1 });
  const { nodes, pageInfo } = await page(asked, { first: 5, after: last.pageInfo.endCursor });
  expect(nodes).toEqual([]);
  expect(pageInfo).toMatchObject({ hasNextPage: false, endCursor: null });
  const field = schema.getType('PageInfo');
  const endCursor = field && 'getFields' in field ? field.getFields()['endCursor'] : undefined;
  expect(endCursor?.description).toContain('A page without items has one only if more may follow');
});

test.for([
  ...providerLists.map((asked) => ({ ...asked, calls: asked.list === 'huaweiDnsBatchTasks' ? [1, 1] : [1, 2] })),
  { list: 'batchTasks', filter: { providers: ['ALIYUN_DNS'] }, calls: [4, 4] } as const,
])('$list: pages of 100 and of 101 take $calls calls, as docs/clients.md tells', async ({ calls, ...asked }) => {
  expect(clients).toContain('1 for each 100 items (HUAWEI_DNS: 500), for most pages');
  expect(clients).toContain('1 for each source (ALIYUN_DNS: 4) for each 100 items, for most pages');
  const { page, callsOf } = await startLists();
  const made: number[] = [];
  for (const first of [100, 101]) made.push((await callsOf(() => page(asked, { first }))).calls.length);
  expect(made).toEqual(calls);
});

test('only the providers that the docs name take many ids in a call', () => {
  expect(clients).toContain('ALIYUN_ECS takes 100 ids in a call, all others one.');
  const many = Object.values(providerModules).filter(({ maxIds }) => maxIds !== 1);
  expect(many.map(({ name, maxIds }) => [name, maxIds])).toEqual([['ALIYUN_ECS', 100]]);
});

test('what needs no GraphQL takes any Host, as docs/operators.md says', async () => {
  expect(operators).toContain('`/health`, `/ready`, the board and the GraphiQL page take any name.');
  const { url } = await startLists();
  const statusOf = (path: string, accept: string) => rawAnswer(url, path, { host: 'evil.example.com', accept });
  expect(await statusOf('/health', '*/*')).toBe(200);
  expect(await statusOf('/ready', '*/*')).toBe(200);
  expect(await statusOf('/', 'text/html')).toBe(200);
  expect(await statusOf('/graphql', 'text/html')).toBe(200);
  expect(await statusOf('/graphql?query=%7B__typename%7D', 'application/json')).toBe(403);
});

test('URL and headers have 16 kB, as docs/clients.md and docs/operators.md say', async () => {
  expect(clients).toContain('or GET, with 16 kB of URL and headers at most (431)');
  expect(operators).toContain('has more than 16 kB of URL and headers, gets a bare 400 or 431');
  const { url } = await startLists();
  const statusOf = (length: number) => rawAnswer(url, `/graphql?query=%23${'a'.repeat(length)}%0A%7B__typename%7D`, {});
  expect(await statusOf(15_000)).toBe(200);
  expect(await statusOf(16_500)).toBe(431);
});

test('docs/operators.md has the limits of fetches of keys', () => {
  const source = ['remote-keys', 'fetch-keys', 'key-set']
    .map((name) => readFileSync(`src/access/${name}.ts`, 'utf8'))
    .join();
  const valueOf = (name: string): number =>
    Number(new RegExp(`const ${name} = ([\\d_]+);`).exec(source)?.[1]?.replaceAll('_', ''));
  const seconds = (name: string): number => valueOf(name) / 1_000;
  expect(operators).toContain(
    `again after ten minutes; earlier if a token names an unknown key, but at most every ${seconds('coolDownMs')} ` +
      `seconds, or ${seconds('retryMs')} seconds after a fetch that failed.`,
  );
  expect(seconds('maxAgeMs')).toBe(600);
  const megabytes = valueOf('maximumBytes') / 1_000_000;
  expect(operators).toContain(
    `It may be ${megabytes} MB long, after decompression, and may take ${seconds('timeoutMs')} seconds in all`,
  );
  expect(operators).toContain(
    `where that would be more than ${valueOf('maximumCandidates')} keys, the token is refused`,
  );
  expect(operators).toContain(`or ${valueOf('maximumWaiting').toLocaleString('en')} requests wait already`);
});

/** What opens connections by itself: the platform's clients, ours, and the vendor's. */
const sending = /(?<![.\w])fetch\(url|from '(ky|undici)'|(request|Agent)[^}]*\} from 'node:https'|import\('@alicloud/;

test('only the rooms that docs/architecture.md names send anything', () => {
  const senders = globSync('src/**/*.ts').filter((file) => sending.test(readFileSync(file, 'utf8')));
  const rooms = new Set(senders.map((file) => file.split('/')[1]));
  expect(rooms).toEqual(new Set(['access', 'clouds', 'hooks', 'traces', 'upstream']));
  expect(architecture).toMatch(
    /upstream\/` imports undici.*`access\/` fetches.*by ky.*which `clouds\/` loads.*`hooks\/` posts to receivers.*`traces\/` sends spans/,
  );
});

test('no page runs our sources on a Node that may be too old: npm takes the one that is pinned', () => {
  const commands = pages.flatMap((page) => codeBlocks(page, 'sh'));
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => /(^|[\s;])node \S+\.ts/m.test(command))).toEqual([]);
});

test('docs/hooks.md has the numbers of the delivery', () => {
  const text = pageAt('docs/hooks.md').text.replaceAll(/\s+/g, ' ');
  const { attempts, firstPauseMs, longestPauseMs, queue, places, graceMs, attemptMs } = hookLimits;
  const pauses = Array.from({ length: attempts - 1 }, (_, index) =>
    Math.min(longestPauseMs, firstPauseMs * 2 ** index),
  );
  const hours = pauses.reduce((sum, pause) => sum + pause * 0.75, 0) / 3_600_000;
  expect([attempts, firstPauseMs, longestPauseMs, places, queue, graceMs, attemptMs, Math.round(hours)]).toEqual([
    16, 1_000, 3_600_000, 4, 10_000, 5_000, 15_000, 3,
  ]);
  expect(text).toContain(
    '16 times in all, after a second at first, then after twice as long each time, an hour at most',
  );
  expect(text).toContain('which is about three hours in all');
  expect(text).toContain('At most four are under way to a receiver, and at most 10,000 wait');
  expect(text).toContain('those under way have five seconds');
  expect(text).toContain('Answer with 2xx, within 15 seconds.');
});
