import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hookSchema } from '#src/config/hooks.ts';
import { quickLimits } from '#test/hooks/delivering.ts';
import { answering, secret, startReceiver } from '#test/hooks/receiver.ts';
import { temporaryFolder } from '#test/hooks/temporary-folder.ts';
import { untilQuiet } from '#test/live/gateway.ts';
import { startReloadable } from './reloadable.ts';

const anotherSecret = `whsec_${Buffer.from('another secret of thirty-two ...').toString('base64')}`;
const hook = (url: string, settings: object = {}) =>
  hookSchema.parse({ url, secret, allowPrivate: true, on: ['FINISHED'], ...settings });

/** Tries again and again, with a pause that leaves time for a reload. */
const limits = { ...quickLimits, attempts: 100, firstPauseMs: 100, longestPauseMs: 100 };

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const toldTo = ({ received }: Receiver) =>
  received.map(
    ({ message: { type, data } }) => `${type} ${(data.task.source as { key: string }).key} ${data.task.taskId}`,
  );

async function startHooked(hooks: (receivers: readonly [Receiver, Receiver]) => object[], hooksFolder?: string) {
  const receivers = [await startReceiver(), await startReceiver()] as const;
  const config = { hooks: hooks(receivers) as ReturnType<typeof hook>[], ...(hooksFolder && { hooksFolder }) };
  const started = await startReloadable({ of: ['a', 'b'], config, hooks: { limits } });
  const watched = () => Object.values(started.upstreams).map(({ calls }) => calls.length);
  await expect.poll(() => Math.max(...watched())).toBeGreaterThan(3);
  return { ...started, receivers };
}

/** Waits until the lists have been read anew. */
async function untilWatched(upstream: { readonly calls: readonly unknown[] }): Promise<void> {
  const before = upstream.calls.length;
  await expect.poll(() => upstream.calls.length, { interval: 10 }).toBeGreaterThan(before + 4);
}

test('a message that waits is delivered over reloads once, whatever else becomes of its hook', async () => {
  const { upstreams, receivers, reload } = await startHooked(([one]) => [hook(one.url)]);
  const [one] = receivers;
  one.state.answer = answering(503);
  upstreams.a.set('task', 'Finished');
  await expect.poll(() => toldTo(one).length).toBeGreaterThan(0);
  await reload({ hooks: [hook(one.url)] });
  await reload({ hooks: [hook(one.url, { filter: { sources: ['b'] } }), hook('http://127.0.0.1:9/another')] });
  await reload({ hooks: [hook('http://127.0.0.1:9/another'), hook(one.url, { on: ['FAILED'] })] });
  one.state.answer = answering(204);
  const { length } = one.received;
  await expect.poll(() => one.received.length).toBe(length + 1);
  await sleep(250);
  expect(new Set(one.received.map(({ id }) => id)).size).toBe(1);
  expect(one.received.length).toBe(length + 1);
});

test('what waits and what comes is signed by the new secret', async () => {
  const { upstreams, receivers, reload, logged } = await startHooked(([one]) => [
    hook(one.url, { secret: anotherSecret }),
  ]);
  const [one] = receivers;
  upstreams.a.set('task', 'Finished');
  // The receiver takes it for forged.
  await expect.poll(logged).toContain('HTTP 401');
  expect(one.received).toEqual([]);
  await reload({ hooks: [hook(one.url)] });
  await expect.poll(() => toldTo(one)).toEqual(['task.finished a task']);
  upstreams.b.set('task', 'Finished');
  await expect.poll(() => toldTo(one)).toEqual(['task.finished a task', 'task.finished b task']);
  expect(logged()).not.toMatch(/whsec|hidden-token/);
});

test('an attempt under way is not cut by another secret', async () => {
  const { upstreams, receivers, reload } = await startHooked(([one]) => [hook(one.url)]);
  const [one] = receivers;
  // A further attempt would be signed by what the receiver does not know.
  let attempts = 0;
  one.server.on('request', () => (attempts += 1));
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  one.state.answer = (response) => void answered.then(() => response.writeHead(204).end());
  upstreams.a.set('task', 'Finished');
  await expect.poll(() => one.received.length).toBe(1);
  await reload({ hooks: [hook(one.url, { secret: anotherSecret })] });
  answer();
  await sleep(300);
  expect([one.received.length, attempts]).toEqual([1, 1]);
});

test('a hook that is removed ends, one that is added begins, and a filter that changes holds', async () => {
  const { upstreams, receivers, reload } = await startHooked(([one]) => [
    hook(one.url, { filter: { sources: ['a'] } }),
  ]);
  const [one, two] = receivers;
  await reload({ hooks: [hook(two.url), hook(one.url, { filter: { sources: ['b'] } })] });
  await untilWatched(upstreams.b);
  upstreams.a.set('task', 'Finished');
  await expect.poll(() => toldTo(two)).toEqual(['task.finished a task']);
  await reload({ hooks: [hook(one.url, { filter: { sources: ['b'] } })] });
  await untilWatched(upstreams.b);
  upstreams.b.set('task', 'Finished');
  await expect.poll(() => toldTo(one)).toEqual(['task.finished b task']);
  expect(toldTo(two)).toEqual(['task.finished a task']);
  await reload({ hooks: [] });
  await untilQuiet(upstreams.a, upstreams.b);
});

test('hooks hear of sources that are added, and go on with those that are rotated', async () => {
  const { upstreams, source, receivers, reload } = await startHooked(([one]) => [hook(one.url)]);
  const [one] = receivers;
  await reload({ sources: [source('a')] });
  await untilWatched(upstreams.a);
  const { length } = upstreams.b.calls;
  await untilWatched(upstreams.a);
  expect(upstreams.b.calls).toHaveLength(length);
  await reload({ sources: [source('b'), source('a', { credentials: { accessKeyId: 'x', accessKeySecret: 'y' } })] });
  upstreams.a.set('task', 'Finished');
  await untilWatched(upstreams.b);
  upstreams.b.set('task', 'Finished');
  await expect.poll(() => toldTo(one).toSorted()).toEqual(['task.finished a task', 'task.finished b task']);
});

test('with a folder, what waits for a removed hook stays there, and is delivered once the hook is there again', async () => {
  const folder = temporaryFolder();
  const { upstreams, receivers, reload } = await startHooked(([one]) => [hook(one.url)], folder);
  const [one] = receivers;
  one.state.answer = answering(503);
  upstreams.a.set('task', 'Finished');
  await expect.poll(() => one.received.length).toBeGreaterThan(0);
  await reload({ hooks: [] });
  one.state.answer = answering(204);
  const { length } = one.received;
  await sleep(250);
  expect(one.received).toHaveLength(length);
  const outbox = readdirSync(folder).find((name) => name.startsWith('outbox-')) ?? '';
  expect(readdirSync(join(folder, outbox))).toHaveLength(1);
  await reload({ hooks: [hook(one.url)] });
  await expect.poll(() => one.received.length).toBe(length + 1);
  await expect.poll(() => readdirSync(join(folder, outbox))).toEqual([]);
});
