import { z } from 'zod';
import { flag } from './values.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How much is written to the log. */
export const logSchema = z.strictObject({
  level: z
    .enum(levels, `must be one of ${levels.join(', ')}`)
    .default('info')
    .describe('The least level that is written. SIGUSR2 turns debug on and off.'),
  access: flag.default(false).describe('Whether each request has a line.'),
  audit: flag.default(false).describe('Whether each caller has a line a minute with the sources that it has asked.'),
});

/** The checked `log` section. */
export type LogConfig = z.output<typeof logSchema>;
