import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { SourceAudit } from '../access/source-audit.ts';
import { scopedCursors } from '../access/scoped-cursors.ts';
import type { Limits } from '../config/limits.ts';
import type { CursorCodec } from '../pagination/index.ts';
import type { Client } from '../platform/client.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { CallerSpan } from '../platform/trace.ts';
import { type Context, type ContextOptions, createContext } from '../request/context.ts';

/** What the contexts of all requests have in common. */
export interface ContextsOptions {
  readonly cursors: CursorCodec;
  readonly turns: ProcessorTurns;
  /** Counts which callers use which sources; absent if nobody does. */
  readonly audit?: SourceAudit | undefined;
  readonly limits: Pick<Limits, 'deadlineMs'>;
}

/** The request or event that a context is made for. */
export interface ContextOf extends Pick<IdentifiedClient, 'identity'> {
  /** Null for an event whose result several clients share. */
  readonly client: Client | null;
  /** Whether the client may ask for the upstream calls. */
  readonly explain: boolean;
  /** Absent if its calls are in no trace. */
  readonly span?: CallerSpan | undefined;
  readonly whenSourcesChange?: ContextOptions['whenSourcesChange'];
}

/** Makes the contexts of operations and of events. */
export const createContexts =
  ({ cursors, turns, audit, limits }: ContextsOptions) =>
  ({ identity, client, explain, span, whenSourcesChange }: ContextOf): Context =>
    createContext({
      sources: audit?.sourcesOf(identity) ?? identity.sources,
      cursors: scopedCursors(cursors, identity.scope),
      turns,
      client,
      principal: principalOf({ identity }),
      deadlineMs: limits.deadlineMs,
      explain,
      span,
      whenSourcesChange,
    });
