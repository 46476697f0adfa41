import { z } from 'zod';
import { createAttempt, type UpstreamOptions } from './attempt.ts';
import { UpstreamError } from './errors.ts';
import type { Upstream } from './upstream.ts';

/** The upstream of one source. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const attempt = createAttempt(options);

  return async (request, shape, caller) => {
    const body = await attempt(request, caller.signal);
    const checked = shape.safeParse(body);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    const place = z.core.toDotPath(issue?.path ?? []) || 'the answer';
    const detail = `${place}: ${issue?.message ?? 'not of its documented shape'}`;
    throw new UpstreamError(options.source, request.operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });
  };
}
