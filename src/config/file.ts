import { z } from 'zod';
import { authSchema } from './auth.ts';
import { corsSchema } from './cors.ts';
import { documentsSchema } from './documents.ts';
import { limitsSchema } from './limits.ts';
import { hookSchema } from './hooks.ts';
import { liveSchema } from './live.ts';
import { logSchema } from './log.ts';
import { sharedSchema } from './shared.ts';
import { sourceSchema } from './source.ts';
import { flag, host, text, wholeNumber } from './values.ts';

const server = z.strictObject({
  host: host.default('127.0.0.1'),
  port: wholeNumber(0, 65_535).default(4000),
  /** Whether other processes of this user may listen on the same port; the kernel then spreads connections over them. */
  reusePort: flag.default(false),
  /** How long a connection waits for its next request, in milliseconds; longer than a load balancer's, commonly 60 s. */
  keepAliveMs: wholeNumber(1, 3_600_000).default(65_000),
  /** How long requests are still taken after SIGTERM while `/ready` says 503, in milliseconds. */
  drainMs: wholeNumber(0, 600_000).default(0),
});

/** A shorter key could be found by trying. */
const cursorKey = text.refine(({ length }) => length === 0 || length >= 16, 'must have 16 characters at least');

/** The first key signs cursors, all are accepted: to rotate, put the new key first and remove the old one later. */
const cursors = z.strictObject({
  keys: z.array(cursorKey, 'must be a list of keys').default([]),
});

/** The shape of the configuration file; cross-field-checks.ts has what a shape cannot say. */
export const fileSchema = z
  .strictObject({
    server: server.prefault({}),
    sources: z.array(sourceSchema, 'must be a list of sources').min(1, 'must name one source at least'),
    cursors: cursors.prefault({}),
    limits: limitsSchema.prefault({}),
    live: liveSchema.prefault({}),
    log: logSchema.prefault({}),
    auth: authSchema.prefault({}),
    cors: corsSchema.prefault({}),
    /** Receivers of messages about tasks. */
    hooks: z.array(hookSchema, 'must be a list of hooks').default([]),
    /** The folder in which messages outlive the gateway, relative to the configuration file; docs/hooks.md. */
    hooksFolder: text.optional(),
    /** By what several replicas are one gateway; absent: each is by itself. */
    shared: sharedSchema.optional(),
    documents: documentsSchema.optional(),
    /** Whether clients may ask for the upstream calls of a request, by `x-taskline-explain`. */
    explain: flag.default(false),
    graphiql: flag.default(true),
    /** Whether the board is served at `/`. */
    board: flag.default(true),
    introspection: flag.default(true),
  })
  // Sections for the file's own anchors: `x-defaults: &defaults { … }`. They are left out before the check.
  .meta({ patternProperties: { '^x-': {} } });

/** The configuration file once its shape has been checked, with defaults. */
export type FileConfig = z.output<typeof fileSchema>;
