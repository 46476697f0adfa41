import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';
import { fileOf } from '../config/config-file.ts';
import { answering } from './receiver.ts';
import { startSite, told, unfinishedIn } from './site.ts';

test('messages that a stop has left are delivered by the next gateway, once the receiver is up', async () => {
  const { folder, upstream, receiver, start } = await startSite(['a', 'b', 'c']);
  receiver.state.answer = answering(503);
  const first = await start();
  await expect.poll(() => unfinishedIn(folder)).toEqual({ ecs: ['a', 'b', 'c'] });
  upstream.set('a', 'Finished');
  upstream.set('b', 'Failed');
  await expect.poll(() => new Set(told(receiver.received)).size).toBe(2);
  await first.stop();
  expect(unfinishedIn(folder)).toEqual({ ecs: ['c'] });
  expect(statSync(join(folder, 'unfinished.json')).mode & 0o777).toBe(0o600);
  const second = await start();
  receiver.received.length = 0;
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  receiver.received.length = 0;
  receiver.state.answer = answering(200);
  await expect.poll(() => told(receiver.received)).toEqual(['task.failed b', 'task.finished a']);
  await second.stop();
  expect(
    readdirSync(folder).flatMap((name) => (name.startsWith('outbox-') ? readdirSync(join(folder, name)) : [])),
  ).toEqual([]);
});

test('what finishes while no gateway runs is told by the next, once; what does not, when it does', async () => {
  const { folder, upstream, receiver, start } = await startSite(['a', 'b', 'c']);
  const first = await start();
  // The list has been read: a poll makes two calls.
  await expect.poll(() => upstream.calls.length).toBeGreaterThan(4);
  await first.stop();
  expect(unfinishedIn(folder)).toEqual({ ecs: ['a', 'b', 'c'] });
  upstream.set('a', 'Finished');
  const second = await start();
  await expect.poll(() => told(receiver.received)).toEqual(['task.finished a']);
  upstream.set('b', 'Finished');
  await expect.poll(() => told(receiver.received)).toEqual(['task.finished a', 'task.finished b']);
  await second.stop();
  expect(unfinishedIn(folder)).toEqual({ ecs: ['c'] });
  // One that its provider has forgotten meanwhile is no more to be heard of.
  writeFileSync(join(folder, 'unfinished.json'), '{"ecs":["c","gone"]}');
  const third = await start();
  upstream.set('c', 'Finished');
  await expect.poll(() => told(receiver.received)).toHaveLength(3);
  await third.stop();
  expect(unfinishedIn(folder)).toEqual({ ecs: [] });
});

test('a folder that cannot be used is a fault of the configuration', async () => {
  const file = fileOf('');
  const starting = startTestTaskline({ config: { hooksFolder: file } });
  await expect(starting).rejects.toMatchObject({ lines: [expect.stringMatching(/^hooksFolder: cannot be used: E/)] });
});

test('of messages to a receiver that is not configured any more the log tells', async () => {
  const { folder, upstream, receiver, start } = await startSite(['a']);
  receiver.state.answer = answering(503);
  const first = await start();
  await expect.poll(() => upstream.calls.length).toBeGreaterThan(2);
  upstream.set('a', 'Finished');
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  await first.stop();
  const second = await startTestTaskline({ config: { hooksFolder: folder } });
  expect(second.logged()).toMatch(/"messages":1,.*not configured any more/);
  expect(second.logged()).not.toMatch(/hidden-token/);
});
