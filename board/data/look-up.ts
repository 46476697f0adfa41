import { LookUpDocument, type LookUpQuery } from '../gql/graphql.ts';
import type { Filter } from '../filter/filter.ts';
import { askText } from './ask.ts';
import type { KnownTask } from './known-task.ts';
import { sources } from './sources.ts';

/** What looking up an id brought. */
export interface LookedUp {
  readonly tasks: readonly KnownTask[];
  /** Why sources could not be asked, in words. */
  readonly failed: readonly string[];
}

/** Looks for a task by the provider's id, at all sources that the filter allows. */
export async function lookUp({ taskId, sources: chosen, providers }: Filter, signal: AbortSignal): Promise<LookedUp> {
  const asked = (sources.value ?? []).filter(
    ({ key, provider }) =>
      (chosen.length === 0 || chosen.includes(key)) && (providers.length === 0 || providers.includes(provider)),
  );
  const told = await Promise.all(
    asked.map(({ key }) => askText(String(LookUpDocument), { source: key, taskId }, signal)),
  );
  const tasks = told.flatMap(({ data }) => (data as LookUpQuery).batchTask ?? []);
  // A source whose ids look different does not have the task.
  const others = told.flatMap(({ failed }) => failed).filter(({ code }) => code !== 'BAD_USER_INPUT');
  return { tasks, failed: [...new Set(others.map(({ message }) => message))] };
}
