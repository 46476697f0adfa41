import type { CursorCodec } from './pagination/cursor.ts';
import type { ConnectedSource, Sources } from './sources.ts';
import { createTaskLoader, type TaskLoader } from './tasks/loader.ts';
import type { BatchTask } from './tasks/task.ts';
import type { Caller } from './upstream/upstream.ts';

/** What a resolver is handed: one for each request. */
export interface Context {
  /** The sources that the caller may see. */
  readonly sources: Sources;
  readonly caller: Caller;
  /** Writes and reads the places of lists. */
  readonly cursors: CursorCodec;
  /** The task of a source; one that is asked for many times in a request is fetched once. */
  task(source: ConnectedSource, taskId: string): Promise<BatchTask | null>;
}

export function createContext(sources: Sources, cursors: CursorCodec, caller: Caller): Context {
  const loaders = new Map<string, TaskLoader>();

  const loaderOf = ({ source, provider, module }: ConnectedSource): TaskLoader => {
    const known = loaders.get(source.key);
    if (known) return known;
    const loader = createTaskLoader(provider, module.maxIds, caller);
    loaders.set(source.key, loader);
    return loader;
  };

  return { sources, caller, cursors, task: (source, taskId) => loaderOf(source).load(taskId) };
}
