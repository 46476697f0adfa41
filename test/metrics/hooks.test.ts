import { expect, test } from 'vitest';
import { hookSchema } from '#src/config/hooks.ts';
import { loadConfig } from '#src/config/load.ts';
import { quickLimits } from '#test/hooks/delivering.ts';
import { movingSource, startMovingTasks } from '#test/hooks/moving-tasks.ts';
import { answering, secret, startReceiver } from '#test/hooks/receiver.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { metrics, scrape } from './scrape.ts';

const live = { ...loadConfig({}).live, pollMs: 100, slowestPollMs: 200 };

test.for([
  { status: 200, counts: { DELIVERED: 1, RETRIED: 0, GIVEN_UP: 0 } },
  { status: 500, counts: { DELIVERED: 0, RETRIED: quickLimits.attempts - 1, GIVEN_UP: 1 } },
  { status: 410, counts: { DELIVERED: 0, RETRIED: 0, GIVEN_UP: 1 } },
])('a message to a receiver that answers $status counts by its outcomes, without its path', async (each) => {
  const upstream = await startMovingTasks(['a']);
  const receiver = await startReceiver();
  receiver.state.answer = answering(each.status);
  const { metricsUrl } = await startTestTaskline({
    sources: () => [movingSource(upstream.url)],
    config: {
      live,
      metrics,
      hooks: [hookSchema.parse({ url: receiver.url, secret, allowPrivate: true, on: ['FINISHED'] })],
    },
    hooks: { limits: quickLimits },
  });
  const host = new URL(receiver.url).host;
  const told = await scrape(metricsUrl);
  expect(told.sum('taskline_hook_messages_waiting', { host })).toBe(0);
  // What had not finished when the watch began is known once the list has been read, which takes two calls.
  await expect.poll(() => upstream.calls.length).toBeGreaterThan(2);
  upstream.set('a', 'Finished');
  const counts = async () => {
    const { text, sum } = await scrape(metricsUrl);
    expect(text).not.toContain(new URL(receiver.url).pathname);
    const outcomes = Object.keys(each.counts).map((outcome) => [
      outcome,
      sum('taskline_hook_messages_total', { host, outcome }),
    ]);
    return { ...Object.fromEntries(outcomes), waiting: sum('taskline_hook_messages_waiting', { host }) };
  };
  await expect.poll(counts).toEqual({ ...each.counts, waiting: 0 });
});
