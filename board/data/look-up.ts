import { TaskFragmentDoc } from '../gql/graphql.ts';
import type { Filter } from '../filter/filter.ts';
import { askText } from './ask.ts';
import type { KnownTask } from './known-task.ts';
import { type BoardSource, sources } from './sources.ts';

/** What looking up an id brought. */
export interface LookedUp {
  readonly tasks: readonly KnownTask[];
  /** Why sources could not be asked, in words. */
  readonly failed: readonly string[];
}

/** One read for each source, all in one request. */
const lookUpQuery = (keys: readonly BoardSource[]): string => `
  query LookUp($taskId: String!) {
    ${keys.map(({ key }, index) => `s${index}: batchTask(source: ${JSON.stringify(key)}, taskId: $taskId) { ...Task }`).join('\n')}
  }
  ${String(TaskFragmentDoc)}`;

/** Looks for a task by the provider's id, at all sources that the filter allows. */
export async function lookUp({ taskId, sources: chosen, providers }: Filter, signal: AbortSignal): Promise<LookedUp> {
  const asked = (sources.value ?? []).filter(
    ({ key, provider }) =>
      (chosen.length === 0 || chosen.includes(key)) && (providers.length === 0 || providers.includes(provider)),
  );
  if (asked.length === 0) return { tasks: [], failed: [] };
  const { data, failed } = await askText(lookUpQuery(asked), { taskId }, signal);
  const tasks = Object.values(data).filter((task): task is KnownTask => task !== null);
  // A source whose ids look different does not have the task.
  const others = failed.filter(({ code }) => code !== 'BAD_USER_INPUT');
  return { tasks, failed: [...new Set(others.map(({ message }) => message))] };
}
