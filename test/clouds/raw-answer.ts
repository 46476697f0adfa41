import type { RawAnswer } from '#src/upstream/cloud.ts';

/** An answer with these headers, by their lower-case names. */
export const rawAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer => ({
  status,
  body,
  header: (name) => headers[name] ?? null,
});

export const now = new Date('2026-06-01T08:00:00.123Z');
