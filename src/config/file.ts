import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import { authFaults, authSchema } from './auth.ts';
import { corsSchema } from './cors.ts';
import { documentsSchema } from './documents.ts';
import { defaultDeadlineMs, limitsSchema } from './limits.ts';
import { limitFaults } from './source-limits.ts';
import { sourceFaults, sourceSchema } from './source.ts';
import type { Fault } from './substitute.ts';
import { flag, text, wholeNumber } from './values.ts';

const server = z.strictObject({
  host: text.default('127.0.0.1'),
  port: wholeNumber(0, 65_535).default(4000),
});

/** The first key signs cursors, all of them verify: a new one is put in front, and the old one taken off later. */
const cursors = z.strictObject({
  keys: z.array(text).default([]),
});

/** The configuration file. */
export const fileSchema = z.strictObject({
  server: server.prefault({}),
  sources: z.array(sourceSchema, 'must be a list of sources').min(1, 'must name one source at least'),
  cursors: cursors.prefault({}),
  limits: limitsSchema.prefault({}),
  auth: authSchema.prefault({}),
  cors: corsSchema.prefault({}),
  documents: documentsSchema.optional(),
  /** Whether a request may ask which upstream calls it took. */
  explain: flag.default(false),
  graphiql: flag.default(true),
  introspection: flag.default(true),
});

export type FileConfig = z.output<typeof fileSchema>;

function takenKeys(sources: readonly unknown[]): Fault[] {
  const keys = sources.map((source) => membersOf(source).key);
  return keys.flatMap((key, index) =>
    typeof key === 'string' && keys.indexOf(key) < index
      ? [{ path: ['sources', index, 'key'], message: `${key} is taken by sources[${keys.indexOf(key)}]` }]
      : [],
  );
}

/** The faults that lie between one setting and another. Reads what has not been checked yet, to find all faults at once. */
export function crossFaults(file: unknown): Fault[] {
  const { sources } = membersOf(file);
  if (!Array.isArray(sources)) return authFaults(file);
  const ofSources = sources.flatMap((source, index) =>
    sourceFaults(source).map(({ path, message }) => ({ path: ['sources', index, ...path], message })),
  );
  return [...takenKeys(sources), ...ofSources, ...limitFaults(file, defaultDeadlineMs), ...authFaults(file)];
}
