import { expect, test } from 'vitest';
import { createMetrics } from '#src/metrics/metrics.ts';
import { connectedSources } from '#test/connected-sources.ts';

test('what was under way as a source was removed does not bring it back', async () => {
  const metrics = createMetrics({ store: null });
  const meter = metrics.meterOf({ key: 'gone', provider: 'ALIYUN_ECS' });
  const auth = { mode: 'none' } as const;
  metrics.know({ sources: connectedSources([]), auth, documents: new Map() });
  meter.answered('UPSTREAM', 1);
  meter.attempted({ operation: 'DescribeTasks', code: 'OK', attempt: 1, waitedMs: 0, tookMs: 5 });
  meter.leftOut('DescribeTasks', 1);
  meter.polled(false);
  meter.polled(true);
  expect(await metrics.text()).not.toContain('gone');
});
