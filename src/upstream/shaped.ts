import { z, type ZodType } from 'zod';
import { UpstreamError } from './errors.ts';
import type { Layer } from './layers.ts';

/** What is read of an answer; a bad response where it is not of the shape that its request says. */
function read(source: string, operation: string, shape: ZodType, body: unknown): unknown {
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = z.core.toDotPath(issue?.path ?? []) || 'the answer';
  const detail = `${place}: ${issue?.message ?? 'not of its documented shape'}`;
  throw new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });
}

/** Checks that an answer is of its documented shape, and gives what is read of it. */
export const shaped =
  (source: string): Layer =>
  (next) =>
  async (call) =>
    read(source, call.request.operation, call.request.shape, await next(call));
