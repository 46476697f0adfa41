import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scrapeAll } from './all-metrics.ts';
import { hasPromtool } from './promtool-program.ts';

/** What promtool complains of; nothing where all is well. */
function complaints(command: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', command, { input, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test.skipIf(!hasPromtool)('promtool finds nothing wrong with the metrics', async () => {
  const { text } = await scrapeAll();
  expect(complaints(['check', 'metrics'], text)).toBe('');
  expect(
    complaints(['check', 'metrics'], text.replace(/^taskline_cache_entries \d+$/m, 'taskline_cache_entries x')),
  ).not.toBe('');
});

test.skipIf(!hasPromtool)('promtool finds nothing wrong with the alert rules', () => {
  expect(complaints(['check', 'rules', 'deploy/prometheus/alerts.yaml'])).toBe('');
});

test.skipIf(!hasPromtool)('the alerts fire when they should, and not before', () => {
  expect(complaints(['test', 'rules', 'test/metrics/alerts.yaml'])).toBe('');
});
