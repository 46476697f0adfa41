import { z } from 'zod';
import { UpstreamError } from './errors.ts';
import type { UpstreamRequest } from './upstream.ts';

/** What is read of an answer; a bad response where it is of another shape than its request says. */
export function shaped<Answer>(source: string, { operation, shape }: UpstreamRequest<Answer>, body: unknown): Answer {
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = z.core.toDotPath(issue?.path ?? []) || 'the answer';
  const detail = `${place}: ${issue?.message ?? 'not of its documented shape'}`;
  throw new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });
}
