import { z } from 'zod';
import { flag } from './values.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How much is written to the log. */
export const logSchema = z.strictObject({
  /** The least level that is written. SIGUSR2 turns debug on and off. */
  level: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
  /** Whether each request has a line. */
  access: flag.default(false),
  /** Whether each caller has a line a minute with the sources that it has asked. */
  audit: flag.default(false),
});

/** The checked `log` section. */
export type LogConfig = z.output<typeof logSchema>;
