import { expect, test } from 'vitest';
import { UpstreamError, type UpstreamFailure } from '#src/upstream/errors.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { firstTry, nextTry } from '#src/upstream/retry.ts';
import { pageAt } from './markdown.ts';

const rows = Array.from(
  pageAt('docs/upstream.md').text.matchAll(/^\| (UPSTREAM_[^|]+) \| ([^|]+) \| (yes|no) \|$/gm),
  ([, failures = '', retried = '', retryable]) => ({ failures, retried, isRetryable: retryable === 'yes' }),
);

/** The failures that a row names; damaged on their way where the row says so. */
const failuresOf = (cell: string): readonly UpstreamFailure[] =>
  Array.from(cell.matchAll(/UPSTREAM_[A-Z_]+/g), ([code]) => ({
    code: code as UpstreamFailure['code'],
    isTransport: cell.includes('cut off') || undefined,
  }));

/** How often a failure is retried where it comes again each time. */
function retriesOf(failure: UpstreamFailure): number {
  const limits = { ...defaultSourceLimits, attempts: 10 };
  let tried = firstTry;
  for (let retries = 0; ; retries += 1) {
    const retry = nextTry(tried, failure, limits, Infinity);
    if (!retry) return retries;
    tried = retry.tried;
  }
}

test('docs/upstream.md says of each failure whether it is retried', () => expect(rows).toHaveLength(6));

test.for(rows)('docs/upstream.md: $failures is retried: $retried', ({ failures, retried, isRetryable }) => {
  const times = retried === 'no' ? 0 : retried === 'once' ? 1 : 9;
  for (const failure of failuresOf(failures)) {
    expect(retriesOf(failure)).toBe(times);
    expect(new UpstreamError('here', 'Describe', failure).retryable).toBe(isRetryable);
  }
});
