import { expect, onTestFinished, test } from 'vitest';
import { StandingCallers } from '#src/access/standing-callers.ts';
import { anonymousWithAllSources } from '#src/access/identity.ts';
import { loadConfig } from '#src/config/load.ts';
import { jwtSchema } from '#src/config/jwt.ts';
import { expected, startIssuer } from '#test/access/issuer.ts';
import { bearer, sha256 } from '#test/access/tenants.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { as, callers, quickLive, startReloadable, tasksChanged, timelineChanged } from './reloadable.ts';

const query = '{ sources { key } }';
const errorOf = (name: string) => ({ errors: [{ extensions: { code: name } }] });
const limits = (changed: object) => ({ ...loadConfig({}).limits, ...changed });

test('rates of callers take hold at once, and what was asked before counts while they are the same', async () => {
  const { askText, reload } = await startReloadable({
    config: { auth: callers({ alice: ['*'] }), limits: limits({ requestsPerSecond: 2 }) },
  });
  const ask = async () => (await askText(query, {}, as('alice'))).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  await reload({ introspection: false });
  expect(await ask()).toBe(429);
  await reload({ limits: limits({ requestsPerSecond: 100 }) });
  expect(await ask()).toBe(200);
  await reload({ limits: limits({ requestsPerSecond: 1 }) });
  expect([await ask(), await ask()]).toEqual([200, 429]);
});

test('limits, documents and what may be asked are those of now, also over a WebSocket of before', async () => {
  const { connect, askText, reload } = await startReloadable();
  const connection = connect();
  const both = async (text: string) => [await askText(text), await connection.ask(text).next()];
  const deep = '{ batchTasks(first: 1) { nodes { source { key } } } }';
  for (const answer of await both(deep)) expect(answer).toMatchObject({ data: { batchTasks: {} } });
  await reload({ limits: limits({ depth: 2 }) });
  for (const answer of await both(deep)) expect(answer).toMatchObject(errorOf('QUERY_TOO_COMPLEX'));
  await reload({ limits: limits({}), documents: { manifest: new Map([[sha256(query), query]]), only: true } });
  for (const answer of await both(deep)) expect(answer).toMatchObject({ errors: [{}] });
  for (const answer of await both(query)) expect(answer).toMatchObject({ errors: [{}] });
  await reload({ documents: null });
  for (const answer of await both(query)) expect(answer).toMatchObject({ data: { sources: [{ key: 'a' }] } });
});

test('streams of before count among those that a caller may have', async () => {
  const { subscribe, reload } = await startReloadable({ config: { auth: callers({ alice: ['*'] }) } });
  const open = () => subscribe(timelineChanged, {}, as('alice'));
  const first = await open();
  await open();
  await reload({ live: quickLive({ subscriptionsPerCaller: 2 }) });
  const refused = await open();
  expect((await refused.next())?.data?.errors?.[0]?.extensions.code ?? refused.response.status).toSatisfy(
    (told) => told === 'OVERLOADED' || told === 503,
  );
  first.leave();
  await expect.poll(async () => (await open()).response.headers.get('content-type')).toContain('text/event-stream');
});

test('who was let in by a token stays without its keys being fetched again, unless tokens are checked otherwise', async () => {
  const issuer = await startIssuer();
  const jwt = (changed: object = {}) => jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href, ...changed });
  const { upstreams, subscribe, askText, reload } = await startReloadable({
    config: { auth: { mode: 'jwt', jwt: jwt() } },
  });
  const headers = bearer(await issuer.token());
  const stream = await subscribe(tasksChanged, { ids: [idOf('task', 'a')] }, headers);
  const timeline = await subscribe(timelineChanged, {}, headers);
  await stream.next();
  expect(await reload({ auth: { mode: 'jwt', jwt: jwt() }, limits: limits({ connectMs: 2_000 }) })).toEqual({
    standing: 2,
    ended: 0,
  });
  expect((await askText(query, {}, headers)).status).toBe(200);
  expect(issuer.state.fetches).toBe(1);
  upstreams.a.set('task', 'Finished');
  expect(await stream.data()).toMatchObject({ batchTasksChanged: { status: 'SUCCEEDED' } });
  await reload({ auth: { mode: 'jwt', jwt: jwt({ audience: 'another' }) } });
  for (;;) {
    const event = await timeline.next();
    if (event?.data?.errors) {
      expect(event.data.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      break;
    }
    expect(event).not.toBeNull();
  }
  expect((await askText(query, {}, headers)).status).toBe(401);
});

test.for([
  { from: callers({ alice: ['*'] }), to: { mode: 'none' } as const, ended: 0 },
  { from: { mode: 'none' } as const, to: callers({ alice: ['*'] }), ended: 1 },
])('from $from.mode to $to.mode $ended of one stream ends', async ({ from, to, ended }) => {
  const { subscribe, reload } = await startReloadable({ config: { auth: from } });
  await subscribe(timelineChanged, {}, as('alice'));
  expect(await reload({ auth: to })).toEqual({ standing: 1, ended });
});

test('cors is that of now', async () => {
  const { url, reload } = await startReloadable();
  const ask = async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://page.example' };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    await response.text();
    return response.status;
  };
  expect(await ask()).toBe(403);
  await reload({ cors: { ...loadConfig({}).cors, origins: ['https://page.example'] } });
  expect(await ask()).toBe(200);
});

test('who is let in by one configuration and comes to stand by the next is reconsidered at once', () => {
  const standing = new StandingCallers();
  const before = anonymousWithAllSources(new Map());
  const now = anonymousWithAllSources(new Map());
  const heard: unknown[] = [];
  const enter = (identity: typeof before) =>
    standing.enter(identity, (known) => (heard.push(known), known ? 'stays' : 'ends'));
  onTestFinished(enter(before));
  expect(heard).toEqual([]);
  expect(standing.reconsider(() => now)).toEqual({ standing: 1, ended: 0 });
  enter(now)();
  expect(heard).toEqual([now]);
  enter(before)();
  expect(heard).toEqual([now, now]);
  standing.reconsider(() => null);
  enter(before)();
  expect(heard).toEqual([now, now, null, null]);
});

test.for([
  { what: 'lose their key', auth: callers({}), code: 'UNAUTHENTICATED' },
  { what: 'lose their grant', auth: callers({ alice: [] }), code: 'FORBIDDEN' },
])('those who $what while they are let in have no stream for long', async ({ auth, code }) => {
  const issued = callers({ alice: ['*'] });
  const { subscribe, reload } = await startReloadable({ config: { auth: issued } });
  for (let round = 0; round < 5; round += 1) {
    const variables = { filter: { sources: ['a'] } };
    const opening = Array.from({ length: 20 }, () => subscribe(timelineChanged, variables, as('alice')));
    await new Promise((resolve) => setTimeout(resolve, round));
    await reload({ auth: { ...auth, apiKeys: auth.apiKeys ?? [] } });
    for (const stream of await Promise.all(opening)) {
      // They have come too late to be let in.
      if (stream.response.status === 401) continue;
      expect([code, 'BAD_USER_INPUT']).toContain((await stream.next())?.data?.errors?.[0]?.extensions.code);
    }
    await reload({ auth: issued });
  }
});
