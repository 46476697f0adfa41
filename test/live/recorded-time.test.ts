import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { recordChanges } from '#src/live/record-changes.ts';
import { connectedSources } from '#test/connected-sources.ts';
import { startDns } from './dns-upstream.ts';
import { tickMs, ticks, untilQuiet } from './gateway.ts';
import { startRecording } from './recording.ts';

test('where nobody watches nothing is polled, and it is told that nothing was seen', async () => {
  const { dns, found, page, sent } = await startRecording({}, ['aliyun-ecs-hangzhou']);
  dns.finish('h-old');
  dns.finish('101');
  await ticks(5);
  expect(dns.calls()).toEqual({ huawei: 0, aliyun: 0 });
  expect(sent()).toEqual([]);
  expect(await found(Date.now() - 60_000, { filter: { sources: ['huawei', 'aliyun'] } })).toEqual([]);
  // No task of it can be found, so it is not asked.
  expect(dns.calls().aliyun).toBe(0);
  const { sources } = await page({ updatedAfter: new Date() });
  expect(sources.map(({ ok, updatesTold, updatesSeenSince }) => ({ ok, updatesTold, updatesSeenSince }))).toEqual(
    ['NEW', 'NONE', 'NEW_AND_FINISHED'].map((updatesTold) => ({ ok: true, updatesTold, updatesSeenSince: null })),
  );
});

test('a gap in the watch moves the time since which nothing is missing; what was seen before it is found still', async () => {
  const { dns, found, since, watched, subscribe } = await startRecording();
  const stream = await subscribe();
  const first = await watched();
  const began = Date.now();
  dns.finish('h-old');
  await expect.poll(() => found(began)).toEqual(['h-old SUCCEEDED']);
  stream.leave();
  await expect.poll(since).toEqual({ huawei: null, aliyun: null });
  const missed = Date.now();
  dns.finish('101');
  await sleep(2);
  await subscribe();
  const second = await watched();
  for (const key of ['huawei', 'aliyun']) expect(second[key]).toBeGreaterThan(Math.max(first[key]!, missed));
  expect(await found(began)).toEqual(['h-old SUCCEEDED']);
});

test('the setting alone has each source polled by what its tasks take, and a stop ends that', async () => {
  const { dns, watched, stop, logged } = await startRecording({ recordChanges: true, slowestPollMs: tickMs });
  await watched();
  const [before, began] = [dns.calls(), performance.now()];
  // The head of the list, and the one task that has not finished; of ALIYUN_DNS the last of each of four types.
  await expect.poll(() => dns.calls().huawei - before.huawei).toBeGreaterThanOrEqual(6);
  await expect.poll(() => dns.calls().aliyun - before.aliyun).toBeGreaterThanOrEqual(15);
  const [after, polls] = [dns.calls(), 1 + Math.ceil((performance.now() - began) / tickMs)];
  const sent = { huawei: after.huawei - before.huawei, aliyun: after.aliyun - before.aliyun };
  expect(sent.huawei).toBeLessThanOrEqual(2 * polls);
  expect(sent.aliyun).toBeLessThanOrEqual(5 * polls);
  await stop();
  const stopped = dns.calls();
  await ticks(5);
  expect(dns.calls()).toEqual(stopped);
  expect(logged()).not.toMatch(/secret/);
});

test.for([
  { live: { recordChanges: true }, isKnown: true },
  { live: {}, isKnown: false },
])('a list that a few calls do not read is known wholly: $isKnown, with $live', async ({ live, isKnown }) => {
  const { dns, found, since, subscribe } = await startRecording(live);
  // Ten calls of 500 tasks do not come to the oldest.
  for (let index = 0; index < 6_000; index += 1) dns.addHuawei(`more-${index}`, 'DONE');
  await subscribe();
  if (!isKnown) {
    await expect.poll(async () => (await since())['aliyun']).not.toBeNull();
    await ticks(5);
    expect((await since())['huawei']).toBeNull();
    return;
  }
  await expect.poll(async () => (await since())['huawei']).not.toBeNull();
  const began = Date.now();
  dns.finish('h-old');
  await expect.poll(() => found(began)).toEqual(['h-old SUCCEEDED']);
});

test('more new tasks than one look finds are a gap', async () => {
  const { dns, since, watched } = await startRecording({ recordChanges: true });
  const before = await watched();
  for (let index = 0; index < 700; index += 1) dns.addHuawei(`new-${index}`, 'DONE');
  await expect.poll(async () => (await since())['huawei'] ?? 0).toBeGreaterThan(before['huawei']!);
  expect((await since())['aliyun']).toBe(before['aliyun']);
});

test('a task that is new while the list is read for the first time is watched as well', async () => {
  const { dns, found, watched } = await startRecording({ recordChanges: true }, [], (upstream) =>
    upstream.holdFirstList(200, () => upstream.addHuawei('h-late')),
  );
  await watched();
  const began = Date.now();
  dns.finish('h-late');
  await expect.poll(() => found(began)).toContain('h-late SUCCEEDED');
});

test('the watch for the record ends the polls when it stops', async () => {
  const dns = await startDns();
  const sources = connectedSources(dns.sources(), { pollMs: tickMs, slowestPollMs: tickMs });
  const recording = recordChanges([...sources.values()].map(({ watcher }) => watcher));
  await expect.poll(() => dns.calls().huawei).toBeGreaterThan(2);
  recording.watch([]);
  await untilQuiet({ calls: dns.all });
});
