import { z } from 'zod';
import { canonicalOrigin } from '../platform/origin.ts';
import { flag, notText } from './values.ts';

/** What pages send beside Taskline's own: the context of a trace, an id of the request, and what Apollo's clients add. */
const defaultHeaders = [
  'traceparent',
  'tracestate',
  'baggage',
  'x-request-id',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-id',
  'x-apollo-operation-name',
];

const headerName = z
  .string({ error: notText })
  .regex(/^[a-zA-Z0-9-]{1,64}$/, 'must be the name of a header: letters, digits and hyphens')
  .toLowerCase();

/** The exact origins whose pages may read answers, whether browsers may send cookies, and which headers. */
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
  headers: z
    .array(headerName, 'must be a list of names of headers')
    .default(defaultHeaders)
    .describe('The request headers that these pages may send beside those that Taskline reads itself.'),
});

/** The checked `cors` section. */
export type CorsConfig = z.output<typeof corsSchema>;
