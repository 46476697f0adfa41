import * as listed from './index.ts';

type Listed = (typeof listed)[keyof typeof listed];

/** The name of a provider, as the configuration and the schema know it. */
export type ProviderName = Listed['name'];

/** All providers by their names, in alphabetical order. */
export const providerModules = Object.fromEntries(Object.values(listed).map((module) => [module.name, module])) as {
  readonly [Module in Listed as Module['name']]: Module;
};

/** The names of all providers, in alphabetical order. */
export const providerNames = Object.keys(providerModules) as ProviderName[];

/** What the provider of a name offers over a source. */
export type ConnectedProvider<Name extends ProviderName> = ReturnType<(typeof providerModules)[Name]['connect']>;
