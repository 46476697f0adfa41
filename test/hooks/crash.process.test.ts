import { expect, test } from 'vitest';
import { fileOf } from '../config/config-file.ts';
import { runMain, urlOf } from '../config/process.ts';
import { movingSource } from './moving-tasks.ts';
import { answering, secret } from './receiver.ts';
import { startSite, told, unfinishedIn } from './site.ts';

test('after a crash nothing is lost', async () => {
  const { folder, upstream, receiver } = await startSite(['a', 'b']);
  receiver.state.answer = answering(503);
  const file = fileOf(
    JSON.stringify({
      server: { port: 0 },
      sources: [movingSource(upstream.url)],
      live: { pollMs: 100, slowestPollMs: 200 },
      hooks: [{ url: receiver.url, secret, allowPrivate: true, on: ['FINISHED'] }],
      hooksFolder: folder,
    }),
  );
  const first = runMain(['--config', file]);
  await urlOf(first);
  await expect.poll(() => unfinishedIn(folder), { timeout: 30_000 }).toEqual({ ecs: ['a', 'b'] });
  upstream.set('a', 'Finished');
  await expect.poll(() => told(receiver.received), { timeout: 30_000 }).toContain('task.finished a');
  first.child.kill('SIGKILL');
  await first.ended;
  upstream.set('b', 'Finished');
  receiver.received.length = 0;
  receiver.state.answer = answering(200);
  const second = runMain(['--config', file]);
  await expect
    .poll(() => [...new Set(told(receiver.received))], { timeout: 30_000 })
    .toEqual(['task.finished a', 'task.finished b']);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(second.output() + first.output()).not.toMatch(/whsec|hidden-token/);
});
