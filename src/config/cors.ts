import { z } from 'zod';
import { flag } from './values.ts';

const isOrigin = (value: string): boolean =>
  /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;

/** Which sites' pages may read answers, each by its exact origin, and whether a browser may send cookies along. */
export const corsSchema = z.strictObject({
  origins: z
    .array(
      z.string('must be a text').refine(isOrigin, 'must be an origin, such as https://board.example.com'),
      'must be a list of origins',
    )
    .default([]),
  credentials: flag.default(false),
});

export type CorsConfig = z.output<typeof corsSchema>;
