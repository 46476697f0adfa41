import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { openStream } from './event-stream.ts';
import { tickMs } from './gateway.ts';

interface Told {
  readonly timelineChanged: {
    readonly kind: string;
    readonly task: {
      readonly id: string;
      readonly progress: number;
      readonly estimatedFinishAt: string | null;
      readonly stalledSince: string | null;
    };
  };
}

const query =
  'subscription { timelineChanged(filter: { providers: [HUAWEI_DNS] }) ' +
  '{ kind task { id progress estimatedFinishAt stalledSince } } }';

test('a task that moves while it is watched has an estimate, which nobody has who does not watch', async () => {
  const began = Date.now();
  // A minute of the sandbox goes by in a second.
  const now = () => new Date(began + 60 * (Date.now() - began));
  const live = { ...loadConfig({}).live, pollMs: tickMs, slowestPollMs: tickMs };
  const { url, askText } = await startTestTaskline({ life: 'moving', now, config: { live } });
  const stream = await openStream(url, query);
  const moved = new Map<string, number>();
  for (;;) {
    const { timelineChanged } = (await stream.data()) as unknown as Told;
    const { id, progress, estimatedFinishAt, stalledSince } = timelineChanged.task;
    const times = (moved.get(id) ?? 0) + 1;
    moved.set(id, times);
    if (times < 4 || timelineChanged.kind !== 'CHANGED' || progress > 0.9) continue;
    const inMs = Date.parse(estimatedFinishAt ?? '') - Date.now();
    // Works of the sandbox take half a minute to two minutes, which are a half to two seconds here.
    expect([inMs > -1_000, inMs < 20_000, stalledSince]).toEqual([true, true, null]);
    stream.leave();
    await expect
      .poll(
        async () =>
          (await askText('query ($id: ID!) { node(id: $id) { ... on BatchTask { estimatedFinishAt } } }', { id })).data,
      )
      .toEqual({ node: { estimatedFinishAt: null } });
    return;
  }
});
