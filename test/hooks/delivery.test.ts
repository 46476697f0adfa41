import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { finished, stalled, startDelivery } from './delivering.ts';
import { type Answer, answering, startReceiver } from './receiver.ts';

const typesAndTasks = (received: readonly { message: { type: string; data: { task: { taskId: string } } } }[]) =>
  received.map(({ message }) => `${message.type} ${message.data.task.taskId}`).sort();

/** Answers the first messages in a bad way, the others well. */
const atFirst = (times: number, bad: Answer): Answer => {
  let left = times;
  return (response, received) => {
    left -= 1;
    (left >= 0 ? bad : answering(200))(response, received);
  };
};

test('a message is signed as Standard Webhooks has it, and tells of the task', async () => {
  const receiver = await startReceiver();
  const { add, lines } = startDelivery(receiver.url);
  add(finished('t-1'), finished('t-2', { status: 'PARTIALLY_FAILED' }), stalled('t-3', 0.5));
  await expect.poll(() => receiver.received.length).toBe(3);
  expect(typesAndTasks(receiver.received)).toEqual(['task.failed t-2', 'task.finished t-1', 'task.stalled t-3']);
  const { message, path, id } = receiver.received.find((one) => one.message.type === 'task.stalled') ?? {};
  expect(path).toBe('/hook?token=hidden-token');
  expect(message).toEqual({
    type: 'task.stalled',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: {
      task: {
        id: Buffer.from('AliyunEcsTask:ecs:t-3').toString('base64url'),
        taskId: 't-3',
        source: { key: 'ecs', provider: 'ALIYUN_ECS', region: 'cn-hangzhou', project: null },
        operation: 'ImportImage',
        status: 'RUNNING',
        providerStatus: 'Finished',
        createdAt: '2026-11-29T00:00:00.000Z',
        updatedAt: null,
        finishedAt: null,
        counts: { total: null, succeeded: null, failed: null, skipped: null },
        progress: 0.5,
        failureReason: null,
        stalledSince: '2026-11-29T02:00:00.000Z',
      },
    },
  });
  await expect.poll(() => lines.length).toBe(3);
  expect(lines.find((line) => line['id'] === id)).toMatchObject({
    level: 'info',
    type: 'task.stalled',
    source: 'ecs',
    taskId: 't-3',
    attempts: 1,
    msg: 'A message was delivered.',
  });
});

const failures: readonly {
  readonly what: string;
  readonly bad: Answer;
  readonly reason: string;
  readonly attemptMs?: number;
}[] = [
  { what: 'fails', bad: answering(500), reason: 'HTTP 500' },
  { what: 'does not know the path yet', bad: answering(404), reason: 'HTTP 404' },
  { what: 'drops the connection', bad: (response) => void response.socket?.destroy(), reason: 'ECONNRESET' },
  { what: 'does not answer in time', bad: () => undefined, reason: 'TIMEOUT', attemptMs: 300 },
];

test.for(failures)('a receiver that $what gets the same message again', async ({ bad, reason, ...limits }) => {
  const receiver = await startReceiver(atFirst(2, bad));
  const { add, logged } = startDelivery(receiver.url, limits);
  add(finished('t-1'));
  await expect.poll(() => logged(/was delivered/)).toMatchObject([{ attempts: 3 }]);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  expect(receiver.received).toHaveLength(3);
  expect(logged(/tried again/)).toMatchObject([
    { level: 'warn', attempts: 1, reason, retryInMs: expect.any(Number) },
    { level: 'warn', attempts: 2, reason, retryInMs: expect.any(Number) },
  ]);
});

test('a receiver that nobody can connect to is tried again', async () => {
  const receiver = await startReceiver();
  receiver.server.close();
  await once(receiver.server, 'close');
  const { add, logged } = startDelivery(receiver.url);
  add(finished('t-1'));
  await expect.poll(() => logged(/given up/)).toMatchObject([{ level: 'error', attempts: 4, reason: 'ECONNREFUSED' }]);
});

test.for([301, 302, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const target = await startReceiver();
  const receiver = await startReceiver(answering(status, { location: target.url }));
  const { add, logged } = startDelivery(receiver.url);
  add(finished('t-1'));
  await expect.poll(() => logged(/given up/)).toMatchObject([{ reason: `HTTP ${status}`, attempts: 4 }]);
  expect([receiver.received.length, target.received.length]).toEqual([4, 0]);
});

test('a receiver that is gone for good (410) is not asked again', async () => {
  const receiver = await startReceiver(answering(410));
  const { add, logged } = startDelivery(receiver.url);
  add(finished('t-1'));
  await expect.poll(() => logged(/given up/)).toMatchObject([{ reason: 'HTTP 410', attempts: 1 }]);
  expect(receiver.received).toHaveLength(1);
});

test('the messages of a task come in order, and those of others do not wait for them', async () => {
  const receiver = await startReceiver((response, { message }) => {
    const isFirst = message.type === 'task.stalled' && message.data.task['progress'] === 0.5;
    const failedOften = receiver.received.filter((one) => one.message.data.task.taskId === 't-1').length > 2;
    answering(isFirst && !failedOften ? 503 : 200)(response);
  });
  const { add, logged } = startDelivery(receiver.url);
  add(stalled('t-1', 0.5), stalled('t-1', 0.75), finished('t-1'), finished('t-2'));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(4);
  const ofTask = receiver.received.filter(({ message }) => message.data.task.taskId === 't-1');
  expect(ofTask.map(({ message }) => message.data.task['progress'])).toEqual([0.5, 0.5, 0.5, 0.75, 1]);
  expect(logged(/was delivered/)[0]).toMatchObject({ taskId: 't-2' });
});

test('so many attempts are under way at once, and no more', async () => {
  const receiver = await startReceiver((response) => void setTimeout(() => answering(200)(response), 25));
  const { add, logged } = startDelivery(receiver.url, { places: 3 });
  add(...Array.from({ length: 12 }, (_, index) => finished(`t-${index}`)));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(12);
  add(...Array.from({ length: 12 }, (_, index) => finished(`later-${index}`)));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(24);
  expect(receiver.state.most).toBe(3);
});

test('beyond the queue messages are given up, and the log tells of each', async () => {
  const receiver = await startReceiver(() => undefined);
  const { add, lines } = startDelivery(receiver.url, { queue: 5, graceMs: 0 });
  add(...Array.from({ length: 7 }, (_, index) => finished(`t-${index}`)));
  expect(lines).toMatchObject([
    { level: 'error', taskId: 't-5', reason: 'too many messages wait' },
    { level: 'error', taskId: 't-6', reason: 'too many messages wait' },
  ]);
});

test('a message is taken once, whether it waits or was delivered; what differs is another', async () => {
  const receiver = await startReceiver();
  const { add, logged } = startDelivery(receiver.url);
  add(finished('t-1'), finished('t-1'));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(1);
  add(
    finished('t-1'),
    finished('t-1', { finishedAt: Date.UTC(2026, 10, 30) }),
    stalled('t-1', 0.5),
    stalled('t-1', 0.6),
  );
  await expect.poll(() => logged(/was delivered/)).toHaveLength(4);
  await sleep(50);
  expect(receiver.received).toHaveLength(4);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(4);
});

test('pauses grow and are spread, and a receiver may ask for more', async () => {
  const receiver = await startReceiver(atFirst(1, answering(429, { 'retry-after': '1' })));
  const { add, logged } = startDelivery(receiver.url, { longestPauseMs: 300 });
  add(finished('t-1'));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(1);
  expect(logged(/tried again/)).toMatchObject([{ reason: 'HTTP 429', retryInMs: 300 }]);
  const [first, second] = receiver.received;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(290);
});

test('a stop lets what is under way end, and tells how much is lost', async () => {
  const gate = Promise.withResolvers<void>();
  const receiver = await startReceiver((response, received) => {
    if (received.message.data.task.taskId === 't-bad') return answering(500)(response);
    void gate.promise.then(() => answering(200)(response));
  });
  const { add, stop, logged } = startDelivery(receiver.url, {
    firstPauseMs: 60_000,
    longestPauseMs: 60_000,
    places: 2,
  });
  add(finished('t-bad'), finished('t-1'));
  await expect.poll(() => logged(/tried again/)).toHaveLength(1);
  const stopped = stop();
  add(finished('t-late'));
  gate.resolve();
  await stopped;
  expect(logged(/was delivered/)).toMatchObject([{ taskId: 't-1' }]);
  expect(logged(/stops/)).toMatchObject([{ level: 'warn', messages: 1 }]);
  expect(receiver.received.map(({ message }) => message.data.task.taskId).sort()).toEqual(['t-1', 't-bad']);
});

test('a stop does not wait for a receiver that hangs', async () => {
  const receiver = await startReceiver(() => undefined);
  const { add, stop } = startDelivery(receiver.url, { graceMs: 100 });
  add(finished('t-1'));
  await expect.poll(() => receiver.received.length).toBe(1);
  const began = performance.now();
  await stop();
  expect(performance.now() - began).toBeLessThan(30_000);
  await expect.poll(() => receiver.state.underWay).toBe(0);
});

test('neither the secret nor the query of the URL is in the log', async () => {
  const receiver = await startReceiver(atFirst(2, (response) => void response.socket?.destroy()));
  const { add, lines, logged } = startDelivery(receiver.url);
  add(finished('t-1'));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toMatch(/whsec|hidden-token|v1,|\/hook|thirty-two/);
});

test('an answer without end does no harm', async () => {
  const receiver = await startReceiver((response) => {
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', pour);
    pour();
  });
  const { add, logged } = startDelivery(receiver.url);
  add(finished('t-1'));
  await expect.poll(() => logged(/was delivered/)).toHaveLength(1);
  await expect.poll(() => receiver.state.underWay).toBe(0);
});
