import { membersOf } from '../platform/members.ts';
import { nearest } from './nearest.ts';
import {
  countOf,
  exclusionsOf,
  isMeant,
  type MadeSource,
  mostSources,
  productOf,
  sourcesMadeBy,
  textsOf,
} from './source-products.ts';
import type { Fault } from './substitute.ts';
import { isName } from './values.ts';

/*
 * What entries of `sources` that make several sources must fulfil, with the accounts of the file. As in
 * cross-field-checks.ts, the shape of the file has not been checked yet.
 */

/** More sources than there may be are not made at all. */
export function countFaults(entries: readonly unknown[]): readonly Fault[] {
  const count = entries.reduce((sum: number, entry) => sum + countOf(entry), 0);
  return count > mostSources
    ? [{ path: ['sources'], message: `make ${count} sources: ${mostSources} are the most` }]
    : [];
}

const choices = [
  ['credentials', 'account', 'accounts'],
  ['region', 'regions'],
] as const;

/** Of settings that stand in each other's place, one counts; and there must be credentials. */
function choiceFaults(entry: unknown, path: readonly PropertyKey[]): Fault[] {
  const settings = membersOf(entry);
  const faults = choices.flatMap((names) => {
    const [first, ...others] = names.filter((name) => settings[name] !== undefined);
    return others.map((name): Fault => ({ path: [...path, name], message: `stands beside ${first}: only one may` }));
  });
  const hasCredentials = choices[0].some((name) => settings[name] !== undefined);
  return hasCredentials ? faults : [...faults, { path: [...path, 'credentials'], message: 'must hold settings' }];
}

/** A name or a region that stands in its list before. */
function repeated(entry: unknown, name: 'accounts' | 'regions', path: readonly PropertyKey[]): Fault[] {
  const texts = textsOf(membersOf(entry)[name], undefined);
  return texts.flatMap((text, position) => {
    const first = texts.indexOf(text);
    return first < position ? [{ path: [...path, name, position], message: `is that of ${name}[${first}] too` }] : [];
  });
}

/** The paths of the accounts that an entry names. */
export function accountPaths(entry: unknown, index: number): { readonly name: string; readonly path: PropertyKey[] }[] {
  const { account, accounts } = membersOf(entry);
  const path = ['sources', index];
  const one = textsOf([account], undefined).map((name) => ({ name, path: [...path, 'account'] }));
  const many = textsOf(accounts, undefined).map((name, position) => ({ name, path: [...path, 'accounts', position] }));
  return [...one, ...many];
}

/** Each name must be that of an account. What is no name may be a secret, and is neither compared nor shown. */
function unknownAccounts(entry: unknown, index: number, known: readonly string[]): Fault[] {
  return accountPaths(entry, index)
    .filter(({ name }) => isName(name) && !known.includes(name))
    .map(({ name, path }) => {
      const like = nearest(name, known);
      return { path, message: `no account has this name${like === undefined ? '' : `; the nearest is ${like}`}` };
    });
}

/** What the pattern of a key lacks where two of an entry's sources have the same key. */
function missingFrom(pattern: string, sources: readonly MadeSource[]): readonly string[] {
  return (['account', 'region'] as const)
    .filter((name) => new Set(sources.map((source) => source[name])).size > 1)
    .map((name) => `{${name}}`)
    .filter((placeholder) => !pattern.includes(placeholder));
}

function keyFaults(entry: unknown, sources: readonly MadeSource[], path: readonly PropertyKey[]): readonly Fault[] {
  const { key: pattern } = membersOf(entry);
  if (typeof pattern !== 'string') return [];
  const fault = (message: string): Fault[] => [{ path: [...path, 'key'], message }];
  const keys = sources.map(({ key }) => String(key));
  const missing = missingFrom(pattern, sources);
  if (new Set(keys).size < keys.length && missing.length > 0) {
    return fault(`must hold ${missing.join(' and ')}, by which its sources differ`);
  }
  const empty = ['account', 'region'].find((name) => keys.some((key) => key.includes(`{${name}}`)));
  if (empty !== undefined) return fault(`holds {${empty}}, and the source names no ${empty}`);
  const longest = Math.max(0, ...keys.map(({ length }) => length));
  return pattern.includes('{') && longest > 64 ? fault(`makes a key of ${longest} characters: 64 are the most`) : [];
}

/** What is excluded must be there, and something must be left. */
function exclusionFaults(entry: unknown, index: number, path: readonly PropertyKey[]): readonly Fault[] {
  const exclusions = exclusionsOf(entry);
  const all = productOf(entry, index);
  const absent = exclusions.flatMap((item, position) => {
    if (all.some((source) => isMeant(item, source))) return [];
    return [{ path: [...path, 'exclude', position], message: 'is none of its sources' }];
  });
  const isAll = all.every((source) => exclusions.some((item) => isMeant(item, source)));
  return isAll ? [...absent, { path: [...path, 'exclude'], message: 'leaves no source' }] : absent;
}

/** The faults of the entries of `sources`, as far as they make sources of accounts and regions. */
export function productFaults(entries: readonly unknown[], accounts: unknown): readonly Fault[] {
  const known = Object.keys(membersOf(accounts)).filter(isName);
  return entries.flatMap((entry, index) => {
    const path = ['sources', index];
    return [
      ...choiceFaults(entry, path),
      ...repeated(entry, 'accounts', path),
      ...repeated(entry, 'regions', path),
      ...unknownAccounts(entry, index, known),
      ...keyFaults(entry, sourcesMadeBy(entry, index), path),
      ...exclusionFaults(entry, index, path),
    ];
  });
}
