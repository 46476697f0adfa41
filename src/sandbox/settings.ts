import { z } from 'zod';
import type { SandboxOptions } from './start.ts';

const key = z.strictObject({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  securityToken: z.string().min(1).exactOptional(),
  expired: z.boolean().exactOptional(),
});

const parsedJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('must be JSON');
    return z.NEVER;
  }
});

/** What the environment may say of a sandbox that runs alone; docs/sandbox.md tells it. */
const environment = z.object({
  SANDBOX_PORT: z.coerce.number('must be a port').int().min(0).max(65_535).default(4100),
  SANDBOX_KEYS: parsedJson.pipe(z.array(key).min(1)).exactOptional(),
  SANDBOX_LIFE: z.enum(['moving', 'still'], { error: 'must be moving or still' }).default('moving'),
  SANDBOX_CLOCK: z.iso.datetime({ error: 'must be a time such as 2026-11-22T00:18:57Z' }).exactOptional(),
});

/** A clock that shows this time now, and goes on from it. */
function clockFrom(start: string): () => Date {
  const ahead = Date.parse(start) - Date.now();
  return () => new Date(Date.now() + ahead);
}

/** The settings in an environment, or a line for each that is wrong; a variable that is empty is as good as unset. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): SandboxOptions | string[] {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
  const read = environment.safeParse(set);
  if (!read.success) return read.error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`);
  const { SANDBOX_PORT: port, SANDBOX_KEYS: keys, SANDBOX_LIFE: life, SANDBOX_CLOCK: clock } = read.data;
  return { port, life, ...(keys && { keys }), ...(clock && { now: clockFrom(clock) }) };
}
