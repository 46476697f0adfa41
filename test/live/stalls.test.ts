import { expect, test } from 'vitest';
import { startClock } from './clock.ts';
import { idOf } from './ecs-upstream.ts';
import { startLive, ticks, untilListed } from './gateway.ts';

const byId = 'subscription ($ids: [ID!]!) { batchTasksChanged(ids: $ids) { taskId status stalledSince } }';
const ofAll = 'subscription { timelineChanged { kind task { taskId status stalledSince } } }';

/** A task that has not changed at all stalls after ten minutes. */
const longMs = 11 * 60_000;

interface Told {
  readonly taskId: string;
  readonly status: string;
  readonly stalledSince: string | null;
}

/** What a stream tells next of a task. A poll under way while the time goes by may fail for it, which is told too. */
async function told(stream: { next(): Promise<unknown> }): Promise<Told & { readonly kind?: string }> {
  for (;;) {
    const event = (await stream.next()) as { data: { data?: Record<string, unknown> } | null } | null;
    if (!event) throw new Error('The stream has ended.');
    const { batchTasksChanged, timelineChanged } = (event.data?.data ?? {}) as {
      batchTasksChanged?: Told;
      timelineChanged?: { kind: string; task: Told | null };
    };
    if (batchTasksChanged) return batchTasksChanged;
    if (timelineChanged?.task) return { kind: timelineChanged.kind, ...timelineChanged.task };
  }
}

const stalled = (taskId: string) => ({ taskId, status: 'RUNNING', stalledSince: expect.any(String) as string });

test('that a task begins to stall is told once, by its id and of the whole source, and again once it has moved', async () => {
  const clock = startClock();
  const { ecs, subscribe } = await startLive(1);
  const ids = [idOf('t-0')];
  const [one, all] = [await subscribe(byId, { ids }), await subscribe(ofAll)];
  expect(await told(one)).toEqual({ taskId: 't-0', status: 'RUNNING', stalledSince: null });
  await untilListed(ecs);
  await ticks(5);
  clock.goOn(longMs);
  const first = await told(one);
  expect(first).toEqual(stalled('t-0'));
  const sinceMs = Date.now() - Date.parse(first.stalledSince ?? '');
  expect([sinceMs >= longMs, sinceMs < longMs + 60_000]).toEqual([true, true]);
  expect(await told(all)).toEqual({ kind: 'CHANGED', ...stalled('t-0') });
  // Who comes later with the same subscription is told the same.
  expect(await told(await subscribe(byId, { ids }))).toEqual(stalled('t-0'));
  clock.goOn(longMs);
  await ticks(5);
  ecs.become('t-0', 'Verifying');
  expect(await told(one)).toMatchObject({ taskId: 't-0', stalledSince: null });
  expect(await told(all)).toMatchObject({ kind: 'CHANGED', taskId: 't-0', stalledSince: null });
  await ticks(5);
  // Its pace is known by now: one change in more than twenty minutes.
  clock.goOn(20 * longMs);
  expect(await told(one)).toMatchObject({ taskId: 't-0', stalledSince: expect.any(String) });
  expect(await told(all)).toMatchObject({ kind: 'CHANGED', taskId: 't-0', stalledSince: expect.any(String) });
  ecs.finish('t-0');
  expect(await told(one)).toEqual({ taskId: 't-0', status: 'SUCCEEDED', stalledSince: null });
  expect(await told(all)).toMatchObject({ kind: 'FINISHED', taskId: 't-0', stalledSince: null });
});
