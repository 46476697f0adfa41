import { alibaba } from '../clouds/alibaba.ts';
import { membersOf } from '../platform/members.ts';
import { providerModules, providerNames } from '../providers/modules.ts';
import type { ProviderModule, SettingName } from '../tasks/provider.ts';
import { matches } from './grant.ts';
import { defaultDeadlineMs } from './limits.ts';
import { accountPaths, countFaults, productFaults } from './source-product-checks.ts';
import { type MadeSource, sourcesMadeBy } from './source-products.ts';
import type { Fault } from './substitute.ts';
import { isLoopback } from './values.ts';

/*
 * What the settings of a file must fulfil together. These checks read the file before its shape has been checked, so
 * that one start reports all faults at once: each must bear values of any type.
 */

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The texts that stand in the list before: `is` makes the message from the text and the index of the first. */
function duplicates(
  texts: readonly unknown[],
  pathOf: (index: number) => readonly PropertyKey[],
  is: (text: string, first: number) => string,
): Fault[] {
  return texts.flatMap((text, index) => {
    const first = texts.indexOf(text);
    return typeof text === 'string' && first < index ? [{ path: pathOf(index), message: is(text, first) }] : [];
  });
}

/** Two sources with one key would share cursors and global ids. */
function sourceKeyFaults(made: readonly MadeSource[]): Fault[] {
  const first = new Map<unknown, number>();
  return made.flatMap(({ key, index }): Fault[] => {
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    if (typeof key !== 'string' || before === undefined) return [];
    const message = before === index ? `${key} is that of two of its sources` : `${key} is taken by sources[${before}]`;
    return [{ path: ['sources', index, 'key'], message, source: key }];
  });
}

/** Two API keys of one name could not be told apart in the log; of two names for one key only the first would count. */
const apiKeyFaults = (apiKeys: readonly unknown[], member: 'name' | 'sha256'): Fault[] =>
  duplicates(
    apiKeys
      .map((apiKey) => membersOf(apiKey)[member])
      .map((text) => (typeof text === 'string' ? text.toLowerCase() : text)),
    (index) => ['auth', 'apiKeys', index, member],
    (_text, first) => `is that of auth.apiKeys[${first}] too`,
  );

const settingNames: readonly SettingName[] = ['region', 'project', 'projectId'];

function settingFault(module: ProviderModule, name: SettingName, isSet: boolean): string | null {
  if (module.settings.required.includes(name)) return isSet ? null : `${module.title} needs it`;
  return isSet && !module.settings.optional.includes(name) ? `${module.title} has none` : null;
}

/** The settings of a source must be those of its provider. */
function sourceFaults(source: unknown, index: number, accounts: unknown): Fault[] {
  const { provider, regions, ...settings } = membersOf(source);
  const name = providerNames.find((known) => known === provider);
  if (!name) return [];
  const module: ProviderModule = providerModules[name];
  const faults = settingNames.flatMap((setting) => {
    const isMany = setting === 'region' && regions !== undefined;
    const message = settingFault(module, setting, isMany || settings[setting] !== undefined);
    return message === null ? [] : [{ path: ['sources', index, isMany ? 'regions' : setting], message }];
  });
  return module.cloud === alibaba ? faults : [...faults, ...chainFaults(source, index, accounts)];
}

/** What of credentials is of Alibaba Cloud alone. */
const ofAlibaba = ['chain', 'assumeRole'] as const;

/** The chain and the roles of Alibaba Cloud are of no use to a source of another cloud. */
function chainFaults(source: unknown, index: number, accounts: unknown): Fault[] {
  const { credentials } = membersOf(source);
  const own = { credentials, path: ['sources', index, 'credentials'], isOwn: true };
  const named = accountPaths(source, index).map(({ name, path }) => ({
    credentials: membersOf(accounts)[name],
    path,
    isOwn: false,
  }));
  return [own, ...named].flatMap(({ credentials: given, path, isOwn }): Fault[] => {
    const setting = ofAlibaba.find((name) => name in membersOf(given));
    return setting === undefined
      ? []
      : [{ path: isOwn ? [...path, setting] : path, message: 'is for sources of Alibaba Cloud' }];
  });
}

const numberOf = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;

/** One attempt must not take longer than the request that it is for. */
function attemptFaults(sources: readonly unknown[], limits: unknown, defaults: unknown): Fault[] {
  const deadlineMs = numberOf(membersOf(limits).deadlineMs ?? defaultDeadlineMs);
  const message = `must not be more than limits.deadlineMs, ${deadlineMs}`;
  const places = [
    { holder: defaults, path: ['defaults'] },
    ...sources.map((holder, index) => ({ holder, path: ['sources', index] })),
  ];
  return places.flatMap(({ holder, path }) => {
    const attemptMs = numberOf(membersOf(membersOf(holder).limits).attemptMs);
    return attemptMs > deadlineMs ? [{ path: [...path, 'limits', 'attemptMs'], message }] : [];
  });
}

/** A mode must have its keys; and keys must have a mode, since without one they would have no effect. */
function modeFaults({ mode, apiKeys, jwt }: Record<string, unknown>): Fault[] {
  const hasKeys = apiKeys !== undefined || jwt !== undefined;
  if (mode === undefined && hasKeys) return [{ path: ['auth', 'mode'], message: 'must say which of them counts' }];
  if (mode === 'apiKeys' && listOf(apiKeys).length === 0) {
    return [{ path: ['auth', 'apiKeys'], message: 'must name one key at least' }];
  }
  return mode === 'jwt' && jwt === undefined ? [{ path: ['auth', 'jwt'], message: 'is missing' }] : [];
}

/** The grants that match no source. */
function unmatched(
  grants: readonly unknown[],
  sourceKeys: readonly string[],
  path: readonly PropertyKey[],
): readonly Fault[] {
  return grants.flatMap((grant, position) => {
    if (typeof grant !== 'string' || sourceKeys.some((sourceKey) => matches(grant, sourceKey))) return [];
    return [{ path: [...path, position], message: 'no source has this key' }];
  });
}

/** Each grant of an API key must match a source. */
function grantFaults(apiKeys: readonly unknown[], sourceKeys: readonly string[]): Fault[] {
  return apiKeys.flatMap((key, index) =>
    unmatched(listOf(membersOf(key).sources), sourceKeys, ['auth', 'apiKeys', index, 'sources']),
  );
}

/** The filter of a hook must let some source pass. */
function hookFaults(hooks: readonly unknown[], sourceKeys: readonly string[]): Fault[] {
  return hooks.flatMap((hook, index) =>
    unmatched(listOf(membersOf(membersOf(hook).filter).sources), sourceKeys, ['hooks', index, 'filter', 'sources']),
  );
}

/** The faults between the entries of `sources`, and of what names their keys. */
function madeSourceFaults(entries: readonly unknown[], apiKeys: readonly unknown[], file: unknown): readonly Fault[] {
  const { accounts, hooks } = membersOf(file);
  const tooMany = countFaults(entries);
  if (tooMany.length > 0) return tooMany;
  const made = entries.flatMap(sourcesMadeBy);
  const keys = made.map(({ key }) => String(key));
  const faults = productFaults(entries, accounts);
  const patterns = new Set(faults.filter(({ path }) => path[2] === 'key').map(({ path }) => path[1]));
  return [
    // An entry whose pattern is at fault would repeat that for each of its sources.
    ...sourceKeyFaults(made.filter(({ index }) => !patterns.has(index))),
    ...faults,
    ...grantFaults(apiKeys, keys),
    ...hookFaults(listOf(hooks), keys),
  ];
}

/** One port for metrics would tell of one process alone. */
function metricsFaults(server: unknown, metrics: unknown): Fault[] {
  if (metrics === undefined || !(numberOf(membersOf(server).processes) > 1)) return [];
  return [
    { path: ['metrics'], message: 'cannot be had with server.processes; start replicas instead, each with its own' },
  ];
}

/** The faults of a configuration file that lie between its settings. */
export function crossFieldFaults(file: unknown): Fault[] {
  const { accounts, auth, defaults, limits, server, metrics, ...others } = membersOf(file);
  const entries = listOf(others.sources);
  const apiKeys = listOf(membersOf(auth).apiKeys);
  return [
    ...entries.flatMap((entry, index) => sourceFaults(entry, index, accounts)),
    ...attemptFaults(entries, limits, defaults),
    ...metricsFaults(server, metrics),
    ...modeFaults(membersOf(auth)),
    ...apiKeyFaults(apiKeys, 'name'),
    ...apiKeyFaults(apiKeys, 'sha256'),
    ...madeSourceFaults(entries, apiKeys, file),
  ];
}

/**
 * Without authentication everyone who reaches the gateway sees everything: it must listen on this machine alone. The host
 * is that of `HOST` in the environment, if it is set.
 */
export function unprotectedHostFaults(auth: unknown, fileHost: unknown, environmentHost?: string): Fault[] {
  const { mode = 'none' } = membersOf(auth);
  const host = environmentHost || fileHost;
  if (mode !== 'none' || typeof host !== 'string' || isLoopback(host)) return [];
  const origin = environmentHost ? ' (HOST in the environment)' : '';
  const message = `none is for this machine alone, and the server listens on ${host}${origin}`;
  return [{ path: ['auth', 'mode'], message }];
}
