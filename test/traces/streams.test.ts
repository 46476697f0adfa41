import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { taskGlobalId } from '#src/request/global-id.ts';
import { openStream } from '#test/live/event-stream.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { startLive, tasksChanged } from '#test/live/gateway.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { type ReceivedSpan, startReceiver, tracesTo, treeOf } from './receiver.ts';
import { only } from './traced-gateway.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** A gateway over an ECS whose tasks do not finish, and what is received of its traces. */
async function startTracedLive() {
  const receiver = await startReceiver();
  const live = await startLive(2, { config: { traces: tracesTo(receiver.url) } });
  const named = (name: string): ReceivedSpan[] => receiver.spans().filter((span) => span.name === name);
  return { ...live, receiver, named };
}

test('the span of a stream ends as it begins, and each poll is a trace of its own', async () => {
  const { subscribe, named, receiver } = await startTracedLive();
  const { next } = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await next();
  await expect.poll(() => named('poll').length).toBeGreaterThan(2);
  const request = only(receiver.spans(), 'POST /graphql');
  expect(request.attributes['http.response.status_code']).toBe(200);
  const own = receiver.spans().filter(({ traceId }) => traceId === request.traceId);
  expect(treeOf(own, request)).toEqual(['POST /graphql', '  subscription']);
  const polls = named('poll');
  expect(new Set([request, ...polls].map(({ traceId }) => traceId)).size).toBe(polls.length + 1);
  for (const poll of polls) {
    expect(poll).toMatchObject({ parentId: undefined, attributes: { 'taskline.source': 'ecs' }, hasFailed: false });
    expect(treeOf(receiver.spans(), poll)).toEqual(['poll', '  DescribeTasks', '    POST DescribeTasks']);
  }
});

test('a poll that fails says why', async () => {
  const { subscribe, named, ecs } = await startTracedLive();
  const { next } = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await next();
  ecs.fail(true, 'Forbidden.RAM');
  await expect.poll(() => named('poll').some(({ hasFailed }) => hasFailed)).toBe(true);
  const failed = named('poll').find(({ hasFailed }) => hasFailed);
  expect(failed?.attributes['error.type']).toBe('UPSTREAM_DENIED');
});

test('an event that makes calls is a trace that leads to its subscription; one that makes none is none', async () => {
  const receiver = await startReceiver();
  const { url } = await startTestTaskline({ config: { traces: tracesTo(receiver.url) } });
  const ids = [taskGlobalId('ALIYUN_DNS', 'aliyun-dns', '123456')];
  const failures = 'failures(first: 1) { nodes { item } }';
  const eventsOf = async (fields: string) => {
    const { next } = await openStream(url, tasksChanged.replace('finishedAt', fields), { ids });
    expect((await next())?.data?.errors).toBeUndefined();
  };
  await eventsOf('finishedAt');
  await eventsOf(failures);
  const events = () => receiver.spans().filter(({ name }) => name === 'event');
  await expect.poll(() => events().length).toBe(1);
  const [event] = events();
  const subscriptions = receiver.spans().filter(({ name }) => name === 'subscription');
  expect(subscriptions).toHaveLength(2);
  expect(event?.parentId).toBeUndefined();
  expect(subscriptions.map(({ traceId, spanId }) => ({ traceId, spanId }))).toContainEqual(event?.links[0]);
  expect(treeOf(receiver.spans(), event as ReceivedSpan).slice(0, 2)).toEqual(['event', '  DescribeBatchResultDetail']);
});

test('each operation over a WebSocket is a trace, which leads to the one that opened it', async () => {
  const { url, named, receiver } = await startTracedLive();
  class TracedSocket extends Socket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { traceparent } });
    }
  }
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: TracedSocket,
  });
  onTestFinished(() => void client.dispose());
  for await (const result of client.iterate({ query: '{ sources { key } }' })) expect(result.errors).toBeUndefined();
  const stream = client.iterate({ query: tasksChanged, variables: { ids: [idOf('t-0')] } });
  await stream.next();
  await expect.poll(() => named('WEBSOCKET /graphql').length).toBe(2);
  const messages = named('WEBSOCKET /graphql');
  expect(messages.map((message) => treeOf(receiver.spans(), message)[1])).toEqual(['  query', '  subscription']);
  expect(new Set(messages.map(({ traceId }) => traceId)).size).toBe(2);
  for (const message of messages) {
    expect(message).toMatchObject({
      kind: 'SERVER',
      parentId: undefined,
      attributes: { 'network.protocol.name': 'websocket' },
      links: [{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }],
    });
  }
  await stream.return?.();
});
