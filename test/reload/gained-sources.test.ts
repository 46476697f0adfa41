import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { openStream } from '#test/live/event-stream.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { as, callers, quickLive } from './reloadable.ts';

const query =
  'subscription { timelineChanged(filter: { providers: [HUAWEI_DNS] }) { kind task { id estimatedFinishAt } } }';

const all = (url: string) => sandboxSources(url).filter(({ provider }) => provider.endsWith('_DNS'));

test.for([
  { what: 'a source', before: { alice: ['*'] }, isThere: false },
  { what: 'a grant', before: { alice: ['aliyun-dns'] }, isThere: true },
])(
  'a stream that gains $what tells all of its tasks, what is known from their moves too',
  async ({ before, isThere }) => {
    const began = Date.now();
    // A minute of the sandbox goes by in a second.
    const now = () => new Date(began + 60 * (Date.now() - began));
    const { url, sandboxUrl, reload } = await startTestTaskline({
      life: 'moving',
      now,
      sources: (address) => all(address).filter(({ provider }) => isThere || provider !== 'HUAWEI_DNS'),
      config: { live: quickLive({ slowestPollMs: 100 }), auth: callers(before) },
    });
    const stream = await openStream(url, query, {}, as('alice'));
    expect(await reload({ sources: all(sandboxUrl), auth: callers({ alice: ['*'] }) })).toEqual({
      standing: 1,
      ended: 0,
    });
    for (;;) {
      const told = (await stream.data()) as
        | { timelineChanged: { task: { estimatedFinishAt: string | null } } }
        | undefined;
      expect(told).toBeDefined();
      if (told?.timelineChanged.task.estimatedFinishAt) return;
    }
  },
);
