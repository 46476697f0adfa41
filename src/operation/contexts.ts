import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { SourceAudit } from '../access/source-audit.ts';
import { scopedCursors } from '../access/scoped-cursors.ts';
import type { Limits } from '../config/limits.ts';
import type { CursorCodec } from '../pagination/index.ts';
import type { Client } from '../platform/client.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { type Context, type ContextOptions, createContext } from '../request/context.ts';

/** What all contexts have in common. */
export interface ContextsOptions {
  readonly cursors: CursorCodec;
  readonly turns: ProcessorTurns;
  /** Absent where nobody keeps count of who asks which source. */
  readonly audit?: SourceAudit | undefined;
  readonly limits: Pick<Limits, 'deadlineMs'>;
}

/** For whom a context is made. */
export interface ContextOf extends Pick<IdentifiedClient, 'identity'> {
  /** Null where the answer is for several. */
  readonly client: Client | null;
  /** Whether the client may ask for the upstream calls. */
  readonly explain: boolean;
  readonly whenSourcesChange?: ContextOptions['whenSourcesChange'];
}

/** Makes the contexts of operations and of events. */
export const createContexts =
  ({ cursors, turns, audit, limits }: ContextsOptions) =>
  ({ identity, client, explain, whenSourcesChange }: ContextOf): Context =>
    createContext({
      sources: audit?.sourcesOf(identity) ?? identity.sources,
      cursors: scopedCursors(cursors, identity.scope),
      turns,
      client,
      principal: principalOf({ identity }),
      deadlineMs: limits.deadlineMs,
      explain,
      whenSourcesChange,
    });
