import { z, type ZodType } from 'zod';
import { UpstreamError } from './errors.ts';

/** The answer as its shape has it; a bad response where it is of another. */
export function shaped<Answer>(source: string, operation: string, shape: ZodType<Answer>, body: unknown): Answer {
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = z.core.toDotPath(issue?.path ?? []) || 'the answer';
  const detail = `${place}: ${issue?.message ?? 'not of its documented shape'}`;
  throw new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail });
}

const identities = new WeakMap<ZodType, number>();
let shapes = 0;

/** A number for each shape, the same whenever it is asked: answers of one request differ by what is read of them. */
export function identityOf(shape: ZodType): number {
  const known = identities.get(shape);
  if (known !== undefined) return known;
  shapes += 1;
  identities.set(shape, shapes);
  return shapes;
}
