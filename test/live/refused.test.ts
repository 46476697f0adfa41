import { expect, test } from 'vitest';
import type { AuthConfig } from '#src/config/auth.ts';
import { post, sha256 } from '#test/access/tenants.ts';
import { idOf } from './ecs-upstream.ts';
import { startLive, tasksChanged, ticks, timelineChanged } from './gateway.ts';

test.for([
  {
    case: 'too many ids',
    query: tasksChanged,
    variables: { ids: Array.from({ length: 501 }, (_, index) => idOf(`t-${index}`)) },
    code: 'BAD_USER_INPUT',
    argument: 'ids',
  },
  {
    case: 'a malformed id',
    query: tasksChanged,
    variables: { ids: [idOf('t-0'), 'no id'] },
    code: 'BAD_USER_INPUT',
    argument: 'ids[1]',
  },
  {
    case: 'the id of a source',
    query: tasksChanged,
    variables: { ids: [Buffer.from('Source:ecs').toString('base64url')] },
    code: 'BAD_USER_INPUT',
    argument: 'ids[0]',
  },
  {
    case: 'an id with a comma',
    query: tasksChanged,
    variables: { ids: [idOf('t-0,t-1')] },
    code: 'BAD_USER_INPUT',
    argument: 'ids[0]',
  },
  ...['', ' ', 'a\0', '\ud800', 'x'.repeat(257)].map((text) => ({
    case: `an operation that is ${JSON.stringify(text.slice(0, 9))}`,
    query: timelineChanged,
    variables: { filter: { operations: ['create', text] } },
    code: 'BAD_USER_INPUT',
    argument: 'filter.operations[1]',
  })),
  ...['a\0', '\u0085', ' ', 'x'.repeat(257)].map((text) => ({
    case: `a task that is ${JSON.stringify(text.slice(0, 9))}`,
    query: tasksChanged,
    variables: { ids: [idOf(text)] },
    code: 'BAD_USER_INPUT',
    argument: 'ids[0]',
  })),
  {
    case: 'an unknown source',
    query: timelineChanged,
    variables: { filter: { sources: ['nothing'] } },
    code: 'BAD_USER_INPUT',
    argument: 'filter.sources[0]',
  },
  {
    case: 'a list that is too long',
    query: timelineChanged,
    variables: { filter: { operations: Array.from({ length: 501 }, String) } },
    code: 'BAD_USER_INPUT',
    argument: 'filter.operations',
  },
  {
    case: 'a variable of another type',
    query: tasksChanged,
    variables: { ids: 7.5 },
    code: 'BAD_USER_INPUT',
    argument: undefined,
  },
  {
    case: 'two root fields',
    query: 'subscription { a: timelineChanged { kind } b: timelineChanged { kind } }',
    variables: {},
    code: 'GRAPHQL_VALIDATION_FAILED',
    argument: undefined,
  },
  { case: 'a syntax error', query: 'subscription {', variables: {}, code: 'GRAPHQL_PARSE_FAILED', argument: undefined },
])('$case is told by one result and the end, and polls nothing', async ({ query, variables, code, argument }) => {
  const { ecs, subscribe } = await startLive(1);
  const stream = await subscribe(query, variables);
  const refused = await stream.next();
  expect(refused?.data?.errors?.[0]?.extensions).toMatchObject({ code, ...(argument && { argument }) });
  expect([(await stream.next())?.name, await stream.next(), ecs.calls.length]).toEqual(['complete', null, 0]);
});

test('whoever cannot read events is told how to subscribe', async () => {
  const { ecs, url } = await startLive(1);
  const { status, errors } = await post(
    url,
    { query: 'subscription { timelineChanged { kind } }' },
    { accept: 'application/graphql-response+json' },
  );
  expect([status, errors?.[0]?.message, ecs.calls.length]).toEqual([
    406,
    expect.stringContaining('text/event-stream'),
    0,
  ]);
});

test('a query is one event, and a page is asked for by GET as by POST', async () => {
  const { url, subscribe } = await startLive(1);
  const stream = await subscribe('{ sources { key } }');
  expect([await stream.data(), (await stream.next())?.name]).toEqual([{ sources: [{ key: 'ecs' }] }, 'complete']);
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent('{ sources { key } }')}`, {
    headers: { accept: 'text/event-stream' },
  });
  expect(await response.text()).toContain(
    'event: next\ndata: {"data":{"sources":[{"key":"ecs"}]}}\n\nevent: complete\n',
  );
});

const key = 'a-key-of-twenty-signs';

test.for([
  { case: 'of all callers', live: { subscriptions: 2 }, headers: {} },
  { case: 'of one caller', live: { subscriptionsPerCaller: 2 }, headers: { authorization: `Bearer ${key}` } },
])(
  'beyond the limit $case a subscription is refused, and has room again once another has ended',
  async ({ live, headers }) => {
    const auth: AuthConfig = { mode: 'apiKeys', apiKeys: [{ name: 'board', sha256: sha256(key), sources: ['*'] }] };
    const { subscribe } = await startLive(1, { ...live, config: 'authorization' in headers ? { auth } : {} });
    const ask = () => subscribe(timelineChanged, {}, headers);
    const [first] = [await ask(), await ask()];
    const refused = await ask();
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([503, '1']);
    first.leave();
    await ticks(1);
    expect((await ask()).response.status).toBe(200);
  },
);
