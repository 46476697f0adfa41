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
    .default([]),
  credentials: flag.default(false),
});

/** The checked `cors` section. */
export type CorsConfig = z.output<typeof corsSchema>;
