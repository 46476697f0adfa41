import { explainRun, planOver, type Explanation } from './explain.ts';
import type { CursorCodec } from '../pagination/index.ts';
import { RequestCaller } from './request-caller.ts';
import type { ConnectedSource, Sources } from './sources.ts';
import { createTaskLoader, type LoadedTask } from '../tasks/loader.ts';

/** What a resolver is handed: one for each request. */
export interface Context {
  /** The sources that the caller may see. */
  readonly sources: Sources;
  readonly caller: RequestCaller;
  /** Writes and reads the places of lists. */
  readonly cursors: CursorCodec;
  /** Null where the request does not ask what it took. */
  readonly explanation: Explanation | null;
  /** The task of a source, the same whenever a request asks for it; at once where it is remembered. */
  task(source: ConnectedSource, taskId: string): LoadedTask;
}

export interface ContextOptions {
  readonly sources: Sources;
  readonly cursors: CursorCodec;
  readonly request: Request;
  readonly deadlineMs: number;
  /** Whether requests may ask what they took. */
  readonly explain: boolean;
}

/** What a request asks to be told of its upstream calls, and the sources that it runs over for that. */
function explained(sources: Sources, asked: string | null): { sources: Sources; explanation: Explanation | null } {
  if (asked === 'plan') return planOver(sources);
  return { sources, explanation: asked === '1' ? explainRun() : null };
}

export function createContext({ request, cursors, deadlineMs, explain, ...options }: ContextOptions): Context {
  const { headers, signal } = request;
  const { sources, explanation } = explained(options.sources, explain ? headers.get('x-taskline-explain') : null);
  const fresh = headers.get('x-taskline-fresh') === '1';
  const caller = new RequestCaller({ deadlineMs, client: signal, fresh, observe: explanation?.observe });
  const loaders = new Map<ConnectedSource, (taskId: string) => LoadedTask>();

  const loaderOf = (source: ConnectedSource) => {
    const known = loaders.get(source);
    if (known) return known;
    const loader = createTaskLoader(source.tasks, caller);
    loaders.set(source, loader);
    return loader;
  };
  const task = (source: ConnectedSource, taskId: string): LoadedTask => loaderOf(source)(taskId);
  return { sources, caller, cursors, explanation, task };
}

/** Ends what a request's caller watches for once the request has been carried out. */
export const useCallerEnd = () => ({
  onExecute: ({ args }: { args: { contextValue: Context } }) => ({
    onExecuteDone: () => args.contextValue.caller.end(),
  }),
});
