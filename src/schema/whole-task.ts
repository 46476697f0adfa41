import type { Context } from '../request/context.ts';
import type { ConnectedProvider, ProviderName } from '../providers/modules.ts';
import { sourceOf } from '../request/sources.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask } from '../tasks/task.ts';

type TaskOf<Name extends ProviderName> = ConnectedProvider<Name> extends Provider<infer Task> ? Task : never;

/** Loads a listed task by its id, with the fields that the list lacks; null if it no longer exists. */
export async function wholeTask<Name extends ProviderName>(
  context: Context,
  name: Name,
  { source, taskId }: BatchTask,
): Promise<TaskOf<Name> | null> {
  // The tasks of a source are those of its provider.
  return (await context.tasksOf(sourceOf(context.sources, name, source.key)).load(taskId)) as TaskOf<Name> | null;
}
