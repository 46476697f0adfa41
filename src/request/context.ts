import { explainRun, planCalls, wantedExplanation, type Explanation } from './explain.ts';
import type { CursorCodec } from '../pagination/index.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { Client } from '../platform/client.ts';
import type { RequestRecord } from '../platform/request-record.ts';
import type { CallerSpan } from '../platform/trace.ts';
import { RequestCaller } from './request-caller.ts';
import type { ConnectedSource, Sources } from './sources.ts';
import type { ObserveCalls } from '../upstream/call.ts';
import { createTaskLoader, type TaskLoader } from '../tasks/loader.ts';

/** What a caller may see by another configuration. */
export interface SourcesChange {
  readonly sources: Sources;
  /** Whether the caller's grants are as before: then what is missing is not there any more for anybody. */
  readonly hasSameGrants: boolean;
}

/** Hears what the caller of a subscription may see from now on; says whether they may have it any longer. */
export type SourcesListener = (change: SourcesChange) => 'permitted' | 'not permitted';

/** The context of resolvers: one for each request. */
export interface Context {
  /** The sources that the caller may see. */
  readonly sources: Sources;
  readonly caller: RequestCaller;
  /** Encodes and decodes cursors, for this caller's grants. */
  readonly cursors: CursorCodec;
  /** Collects the upstream calls of the request; null if the client did not ask for them. */
  readonly explanation: Explanation | null;
  /** Loads the tasks of a source: each task once per request, in batches; synchronously if it is cached. */
  tasksOf(source: ConnectedSource): TaskLoader;
  /** Has a subscription hear of the sources that its caller may see, when these change. */
  whenSourcesChange(listener: SourcesListener): void;
  /** The caller's turn of the processor, for work that may take long: undefined where it is now, otherwise resolves once it is. */
  processorTurn(): Promise<void> | undefined;
}

/** What a context is made from. */
export interface ContextOptions {
  readonly sources: Sources;
  readonly cursors: CursorCodec;
  readonly turns: ProcessorTurns;
  /** Null where the answer is for several, as an event of a subscription is. */
  readonly client: Client | null;
  /** The name of the authenticated caller; '' without authentication. */
  readonly principal: string;
  readonly deadlineMs: number;
  /** Whether the configuration lets clients ask for the upstream calls of a request. */
  readonly explain: boolean;
  /** Absent where its calls are in no trace. */
  readonly span?: CallerSpan | undefined;
  /** Takes the listener of a subscription; absent where there is none, as what is answered at once hears of nothing. */
  readonly whenSourcesChange?: ((listener: SourcesListener) => void) | undefined;
}

/** The explanation that a client wants, and the sources to run over: those of a plan make no calls. */
function explanationFor(
  sources: Sources,
  wanted: ReturnType<typeof wantedExplanation>,
): { sources: Sources; explanation: Explanation | null } {
  if (wanted === 'plan') return planCalls(sources);
  return { sources, explanation: wanted === 'run' ? explainRun() : null };
}

/** Tells the explanation and the record of a request of its upstream calls; undefined where there is neither. */
function observer(explanation: Explanation | null, record: RequestRecord | undefined): ObserveCalls | undefined {
  const explain = explanation?.observe;
  if (!record) return explain;
  return (calls, from) => {
    explain?.(calls, from);
    if (from === 'UPSTREAM') record.addCalls(calls);
  };
}

/** Where nothing of the sources is heard: what is answered at once has those that it began with. */
const hearNothing = (): void => undefined;

/** Makes the context of a request. */
export function createContext({
  client,
  principal,
  cursors,
  turns,
  deadlineMs,
  explain,
  span,
  whenSourcesChange = hearNothing,
  ...options
}: ContextOptions): Context {
  const headers = client?.incoming.headers ?? {};
  const { sources, explanation } = explanationFor(options.sources, explain ? wantedExplanation(headers) : null);
  const fresh = headers['x-taskline-fresh'] === '1';
  const caller = new RequestCaller({
    principal,
    deadlineMs,
    client,
    fresh,
    observe: observer(explanation, client?.record),
    span,
  });
  const loaders = new Map<ConnectedSource, TaskLoader>();

  const tasksOf = (source: ConnectedSource): TaskLoader => {
    const existing = loaders.get(source);
    if (existing) return existing;
    const loader = createTaskLoader(source.tasks, caller);
    loaders.set(source, loader);
    return loader;
  };
  const owner = { principal, request: client?.incoming ?? caller };
  const processorTurn = () => turns.take(owner);
  return { sources, caller, cursors, explanation, tasksOf, whenSourcesChange, processorTurn };
}
