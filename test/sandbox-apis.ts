import { providerModules, type ProviderName } from '#src/providers/modules.ts';
import type { Api } from '#src/sandbox/api.ts';
import * as listed from '#src/sandbox/index.ts';

type Name = (typeof listed)[keyof typeof listed]['provider'];

/** The sandbox's APIs by their providers; the compiler sees to it that every provider has one. */
export const sandboxApis = Object.fromEntries(Object.values(listed).map((api) => [api.provider, api])) as Readonly<
  Record<Name, Api>
> satisfies Readonly<Record<ProviderName, Api>>;

/** The documented task of each provider, at the first of its sources. */
export const documentedTasks = Object.values(sandboxApis).map(({ provider, sources: [{ key }], taskIds }) => ({
  provider: provider as ProviderName,
  source: key,
  taskId: taskIds.documented,
}));

/** The documented task of a provider. */
export function documentedTask(provider: string): { readonly source: string; readonly taskId: string } {
  const found = documentedTasks.find((task) => task.provider === provider);
  if (!found) throw new Error(`The sandbox has no ${provider}.`);
  return { source: found.source, taskId: found.taskId };
}

/** The providers that a timeline reads. */
export const timelineProviders = Object.values(providerModules)
  .filter(({ lists }: { readonly lists: string }) => lists !== 'NONE')
  .map(({ name }) => name);
