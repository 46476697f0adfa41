import { z } from 'zod';
import { canonicalOrigin } from '../platform/origin.ts';
import { flag, notText } from './values.ts';

/** The exact origins whose pages may read answers, and whether browsers may send cookies. */
export const corsSchema = z.strictObject({
  origins: z
    .array(
      z
        .string({ error: notText })
        .refine((value) => canonicalOrigin(value) !== null, 'must be an origin, such as https://board.example.com'),
      'must be a list of origins',
    )
    .default([])
    .describe('The exact origins whose pages may send requests and read answers.'),
  credentials: flag.default(false).describe('Whether browsers may send cookies, which Taskline itself does not use.'),
});

/** The checked `cors` section. */
export type CorsConfig = z.output<typeof corsSchema>;
