import { membersOf } from '../platform/members.ts';
import { matches } from './grant.ts';

/*
 * The sources that the entries of a file make: one, or each account in each region. Entries are read before their shape
 * has been checked, so that they may hold values of any type.
 */

/** A source that an entry makes. */
export interface MadeSource {
  /** The entry's place among `sources`. */
  readonly index: number;
  /** Its key, with account and region filled in; a value of another type is as it was. */
  readonly key: unknown;
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** The most sources of one gateway. */
export const mostSources = 5_000;

/** The texts of a list, or else the one text that stands in its place. */
export function textsOf(many: unknown, one: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(many) ? many : [one];
  return all.filter((value) => typeof value === 'string');
}

const accountsOf = ({ accounts, account }: Readonly<Record<string, unknown>>) => textsOf(accounts, account);
const regionsOf = ({ regions, region }: Readonly<Record<string, unknown>>) => textsOf(regions, region);

const orAbsent = (texts: readonly string[]): readonly (string | undefined)[] =>
  texts.length > 0 ? texts : [undefined];

/** How many sources an entry makes, excluded ones included. */
export function countOf(entry: unknown): number {
  const settings = membersOf(entry);
  return orAbsent(accountsOf(settings)).length * orAbsent(regionsOf(settings)).length;
}

function filled(key: unknown, account: string | undefined, region: string | undefined): unknown {
  if (typeof key !== 'string') return key;
  return key.replaceAll('{account}', () => account ?? '{account}').replaceAll('{region}', () => region ?? '{region}');
}

/** The sources of an entry, excluded ones included. */
export function productOf(entry: unknown, index: number): readonly MadeSource[] {
  const settings = membersOf(entry);
  return orAbsent(accountsOf(settings)).flatMap((account) =>
    orAbsent(regionsOf(settings)).map((region) => ({
      index,
      account,
      region,
      key: filled(settings['key'], account, region),
    })),
  );
}

/** Whether a source is one that an item of `exclude` means. */
export function isMeant(item: unknown, source: MadeSource): boolean {
  if (typeof item === 'string') return typeof source.key === 'string' && matches(item, source.key);
  const { account, region } = membersOf(item);
  if (account === undefined && region === undefined) return false;
  return (account ?? source.account) === source.account && (region ?? source.region) === source.region;
}

/** What an entry excludes. */
export function exclusionsOf(entry: unknown): readonly unknown[] {
  const { exclude } = membersOf(entry);
  return Array.isArray(exclude) ? exclude : [];
}

/** The sources that an entry makes. */
export function sourcesMadeBy(entry: unknown, index: number): readonly MadeSource[] {
  const exclusions = exclusionsOf(entry);
  return productOf(entry, index).filter((source) => !exclusions.some((item) => isMeant(item, source)));
}
