import type { Context } from '../request/context.ts';
import { askedSource, checkTaskId, type ConnectedSource, sourceNamed } from '../request/sources.ts';
import { decodeGlobalId, type GlobalId } from '../request/global-id.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import type { LoadedTask } from '../tasks/loader.ts';
import type { Source } from '../tasks/task.ts';

type TaskGlobalId = Extract<GlobalId, { readonly kind: 'task' }>;

/** A task by its source and the provider's own id. */
interface NamedTask {
  readonly found: ConnectedSource;
  readonly taskId: string;
}

/** The task that an id names; null where it is of a source that is not configured or that the caller may not see. */
function taskOf({ sources }: Context, globalId: TaskGlobalId, argument: string): NamedTask | null {
  const { sourceKey, provider, taskId } = globalId;
  const found = askedSource(sources, sourceKey);
  if (found?.name !== provider) return null;
  checkTaskId(found, taskId, argument);
  return { found, taskId };
}

/** The same, for an argument that must be the id of a task and of nothing else. */
export function namedTask(context: Context, id: string, argument: string): NamedTask | null {
  const globalId = decodeGlobalId(id, argument);
  if (globalId.kind === 'task') return taskOf(context, globalId, argument);
  throw new InvalidArgumentError(argument, 'not the id of a task');
}

/** The source that a global id names, or the task; null if the source is not configured or the caller may not see it. */
export function namedNode(context: Context, id: string, argument: string): Source | NamedTask | null {
  const globalId = decodeGlobalId(id, argument);
  if (globalId.kind === 'source') return context.sources.get(globalId.sourceKey)?.source ?? null;
  return taskOf(context, globalId, argument);
}

/** The source or task with a global id, as `namedNode` finds it. */
export function nodeById(context: Context, id: string, argument: string): LoadedTask | Source {
  const named = namedNode(context, id, argument);
  return named && 'found' in named ? loaded(context, named) : named;
}

const loaded = ({ tasksOf }: Context, named: NamedTask | null): LoadedTask =>
  named && tasksOf(named.found).load(named.taskId);

/** The two ways to name a task: its global id, or its source and the provider's own id. Empty means not given. */
export interface TaskName {
  readonly id?: string | null | undefined;
  readonly source: string;
  readonly taskId: string;
}

/** The task that is named in exactly one of the ways; BAD_USER_INPUT, before any call, for none, both or half of one. */
export function taskByEitherName(context: Context, { id, source, taskId }: TaskName): LoadedTask {
  if (id !== null && id !== undefined) {
    if (source !== '') throw new InvalidArgumentError('source', 'must not be given beside id');
    if (taskId !== '') throw new InvalidArgumentError('taskId', 'must not be given beside id');
    return loaded(context, namedTask(context, id, 'id'));
  }
  if (source === '' && taskId === '') throw new InvalidArgumentError('id', 'must be given, or else source and taskId');
  if (source === '') throw new InvalidArgumentError('source', 'must be given beside taskId, and not be empty');
  const found = sourceNamed(context.sources, source);
  if (taskId === '') throw new InvalidArgumentError('taskId', 'must be given beside source, and not be empty');
  checkTaskId(found, taskId, 'taskId');
  return context.tasksOf(found).load(taskId);
}
