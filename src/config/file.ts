import { z } from 'zod';
import { accountsSchema } from './accounts.ts';
import { authSchema } from './auth.ts';
import { corsSchema } from './cors.ts';
import { documentsSchema } from './documents.ts';
import { limitsSchema } from './limits.ts';
import { hookSchema } from './hooks.ts';
import { liveSchema } from './live.ts';
import { logSchema } from './log.ts';
import { metricsSchema } from './metrics.ts';
import { sharedSchema } from './shared.ts';
import { sourceLimitsSchema } from './source-limits.ts';
import { sourceEntrySchema } from './source.ts';
import { tlsSchema } from './tls.ts';
import { flag, host, text, wholeNumber } from './values.ts';

const server = z.strictObject({
  host: host
    .default('127.0.0.1')
    .describe('The host name or IP address to listen on; HOST in the environment overrides it.'),
  port: wholeNumber(0, 65_535)
    .default(4000)
    .describe('The port to listen on, 0 for a free one; PORT in the environment overrides it.'),
  reusePort: flag
    .default(false)
    .describe(
      'Whether other processes of this user may listen on the same port; the kernel then spreads connections over them.',
    ),
  processes: wholeNumber(1, 256)
    .default(1)
    .describe('How many processes serve the port; without metrics, and with `shared` they are one gateway.'),
  keepAliveMs: wholeNumber(1, 3_600_000)
    .default(65_000)
    .describe(
      "How long a connection waits for its next request, in milliseconds; longer than a load balancer's, commonly 60 s.",
    ),
  drainMs: wholeNumber(0, 600_000)
    .default(0)
    .describe('How long requests are still taken after SIGTERM while /ready says 503, in milliseconds.'),
  tls: tlsSchema
    .optional()
    .describe('The certificate of HTTPS, which is read again when it changes; absent: plain HTTP.'),
});

/** A shorter key could be found by trying. */
const cursorKey = text.refine(({ length }) => length === 0 || length >= 16, 'must have 16 characters at least');

/** The first key signs cursors, all are accepted: to rotate, put the new key first and remove the old one later. */
const cursors = z.strictObject({
  keys: z
    .array(cursorKey, 'must be a list of keys')
    .default([])
    .describe('Keys that sign cursors, of 16 characters or more: the first signs, all are accepted.'),
});

const defaults = z.strictObject({
  limits: sourceLimitsSchema.optional().describe('Limits of every source, unless it sets its own.'),
});

/** The shape of the configuration file; cross-field-checks.ts has what a shape cannot say. */
export const fileSchema = z
  .strictObject({
    server: server.prefault({}).describe('Where the gateway listens.'),
    sources: z
      .array(sourceEntrySchema, 'must be a list of sources')
      .min(1, 'must name one source at least')
      .describe('What is asked for tasks: each entry is a source, or several of accounts and regions.'),
    accounts: accountsSchema.optional().describe('Credentials by names, which sources name as their account.'),
    defaults: defaults.prefault({}).describe('What holds for every source that does not say otherwise.'),
    cursors: cursors
      .prefault({})
      .describe('What signs the cursors of lists; by default a key is derived from the credentials.'),
    limits: limitsSchema.prefault({}).describe('The limits of a request, of a caller, and of all callers together.'),
    live: liveSchema.prefault({}).describe('How sources are polled for those who subscribe.'),
    log: logSchema.prefault({}).describe('How much is written to the log.'),
    auth: authSchema.prefault({}).describe('Who may send requests, and which sources they see.'),
    cors: corsSchema.prefault({}).describe('The pages of other origins that may send requests.'),
    hooks: z.array(hookSchema, 'must be a list of hooks').default([]).describe('Receivers of messages about tasks.'),
    hooksFolder: text
      .optional()
      .describe('The folder in which messages outlive the gateway, relative to the configuration file; docs/hooks.md.'),
    shared: sharedSchema.optional().describe('By what several replicas are one gateway; absent: each is by itself.'),
    metrics: metricsSchema.optional().describe('Metrics for Prometheus, on a port of their own; absent: none.'),
    documents: documentsSchema.optional().describe('Trusted documents, which clients may name by their hashes.'),
    explain: flag
      .default(false)
      .describe('Whether clients may ask for the upstream calls of a request, by x-taskline-explain.'),
    graphiql: flag.default(true).describe('Whether the GraphiQL page is served.'),
    board: flag.default(true).describe('Whether the board is served at /.'),
    introspection: flag.default(true).describe('Whether clients may ask for the schema.'),
  })
  // Sections for the file's own anchors: `x-defaults: &defaults { … }`. They are left out before the check.
  .meta({ patternProperties: { '^x-': {} } });

/** The configuration file once its shape has been checked, with defaults. */
export type FileConfig = z.output<typeof fileSchema>;
