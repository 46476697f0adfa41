import type { Context } from '../request/context.ts';
import type { ConnectedSource } from '../request/sources.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import type { FoundTask } from '../tasks/loader.ts';
import type { Source } from '../tasks/task.ts';
import { namedNode } from './find-task.ts';

/** What stands for an id: a source or a task, null where there is none, or what is wrong with it. */
type Node = FoundTask | Source;

/** The tasks of one source among the ids, and where each stands. */
interface Group {
  readonly taskIds: string[];
  readonly places: number[];
}

/** As `namedNode`, but returns an error instead of throwing it: one malformed id does not fail the others. */
function nodeOrError(context: Context, id: string, index: number): ReturnType<typeof namedNode> | Error {
  try {
    return namedNode(context, id, 'ids');
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error.ofItem(index);
    if (error instanceof Error) return error;
    throw error;
  }
}

function newGroup(groups: Map<ConnectedSource, Group>, source: ConnectedSource): Group {
  const group = { taskIds: [], places: [] };
  groups.set(source, group);
  return group;
}

/** The objects with these global ids, in their order: what has to be asked for is awaited as one. */
export function nodesByIds(context: Context, ids: readonly string[]): readonly Node[] | Promise<readonly Node[]> {
  const nodes: Node[] = [];
  const groups = new Map<ConnectedSource, Group>();
  for (let index = 0; index < ids.length; index += 1) {
    const named = nodeOrError(context, ids[index] as string, index);
    if (named === null || named instanceof Error || !('found' in named)) {
      nodes.push(named);
      continue;
    }
    nodes.push(null);
    const group = groups.get(named.found) ?? newGroup(groups, named.found);
    group.taskIds.push(named.taskId);
    group.places.push(index);
  }
  const place = ({ places }: Group, tasks: readonly FoundTask[]): void => {
    for (let index = 0; index < places.length; index += 1) nodes[places[index] as number] = tasks[index] ?? null;
  };
  const waits: Promise<void>[] = [];
  for (const [source, group] of groups) {
    const tasks = context.tasksOf(source).loadMany(group.taskIds);
    if (tasks instanceof Promise) waits.push(tasks.then((found) => place(group, found)));
    else place(group, tasks);
  }
  return waits.length > 0 ? Promise.all(waits).then(() => nodes) : nodes;
}
