import { expect, test } from 'vitest';
import { timeWindow } from '#src/wire/time-window.ts';

const secondMs = 1_000;
const minuteMs = 60_000;

test.for([
  {
    after: '2026-05-01T10:00:00Z',
    before: '2026-05-02T10:00:00Z',
    unitMs: secondMs,
    start: '2026-05-01T10:00:00Z',
    end: '2026-05-02T09:59:59Z',
  },
  {
    after: '2026-05-01T10:00:00.001Z',
    before: '2026-05-02T10:00:00.001Z',
    unitMs: secondMs,
    start: '2026-05-01T10:00:01Z',
    end: '2026-05-02T10:00:00Z',
  },
  {
    after: '2026-05-01T10:00:01Z',
    before: '2026-05-02T10:00:01Z',
    unitMs: minuteMs,
    start: '2026-05-01T10:01:00Z',
    end: '2026-05-02T10:00:59Z',
  },
  {
    after: '9999-12-31T23:59:59.999Z',
    before: '9999-12-31T23:59:59.999Z',
    unitMs: minuteMs,
    start: '9999-12-31T23:59:59Z',
    end: '9999-12-31T23:59:59Z',
  },
  {
    after: '0000-01-01T00:00:00Z',
    before: '0000-01-01T00:00:00Z',
    unitMs: secondMs,
    start: '0000-01-01T00:00:00Z',
    end: '0000-01-01T00:00:00Z',
  },
])('from $after until before $before is sent as $start to $end', ({ after, before, unitMs, start, end }) => {
  expect(timeWindow(new Date(after), new Date(before), unitMs)).toEqual({ start, end });
});
