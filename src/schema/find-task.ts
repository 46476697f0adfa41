import type { Context } from '../request/context.ts';
import { checkTaskId, sourceNamed } from '../request/sources.ts';
import { decodeGlobalId, type GlobalId } from '../request/global-id.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import type { LoadedTask } from '../tasks/loader.ts';

/** The task with a global id; null if its source is not configured or the caller may not see it. */
export function taskOfGlobalId(
  { sources, task }: Context,
  { sourceKey, provider, taskId }: Extract<GlobalId, { readonly kind: 'task' }>,
  argument: string,
): LoadedTask {
  const found = sources.get(sourceKey);
  if (found?.name !== provider) return null;
  checkTaskId(found, taskId, argument);
  return task(found, taskId);
}

/** The same, for an argument that must name a task and nothing else. */
export function taskById(context: Context, id: string, argument: string): LoadedTask {
  const globalId = decodeGlobalId(id, argument);
  if (globalId.kind === 'task') return taskOfGlobalId(context, globalId, argument);
  throw new InvalidArgumentError(argument, 'the id of a source, not of a task');
}

/** The two ways to name a task: its global id, or its source and the provider's own id. Empty means not given. */
export interface TaskName {
  readonly id?: string | null | undefined;
  readonly source: string;
  readonly taskId: string;
}

/** The task that is named in exactly one of the ways; BAD_USER_INPUT, before any call, for none, both or half of one. */
export function taskNamed(context: Context, { id, source, taskId }: TaskName): LoadedTask {
  if (id !== null && id !== undefined) {
    if (source !== '') throw new InvalidArgumentError('source', 'must not be given beside id');
    if (taskId !== '') throw new InvalidArgumentError('taskId', 'must not be given beside id');
    return taskById(context, id, 'id');
  }
  if (source === '' && taskId === '') throw new InvalidArgumentError('id', 'must be given, or else source and taskId');
  if (source === '') throw new InvalidArgumentError('source', 'must be given beside taskId, and not be empty');
  const found = sourceNamed(context.sources, source);
  if (taskId === '') throw new InvalidArgumentError('taskId', 'must be given beside source, and not be empty');
  checkTaskId(found, taskId, 'taskId');
  return context.task(found, taskId);
}
