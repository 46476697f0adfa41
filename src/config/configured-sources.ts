import type { FileConfig } from './file.ts';
import { sourcesMadeBy } from './source-products.ts';
import type { SourceConfig } from './source.ts';
import type { Fault } from './substitute.ts';

/** The sources of a checked file, in its order: those of an entry by their accounts, then by their regions. */
export function configuredSources({ sources, accounts = {}, defaults }: FileConfig): SourceConfig[] {
  return sources.flatMap((entry, index) => {
    const { regions: _regions, accounts: _accounts, exclude: _exclude, ...settings } = entry;
    const limits = (settings.limits ?? defaults.limits) ? { ...defaults.limits, ...settings.limits } : undefined;
    return sourcesMadeBy(entry, index).map(({ key, account, region }): SourceConfig => {
      const credentials = account === undefined ? settings.credentials : accounts[account];
      if (!credentials) throw new Error('A checked source has no credentials.');
      return { ...settings, key: String(key), account, region, credentials, limits };
    });
  });
}

/** The accounts that no source has: what is odd about them, for the log. */
export function unusedAccounts({ accounts = {} }: FileConfig, sources: readonly SourceConfig[]): Fault[] {
  const used = new Set(sources.map(({ account }) => account));
  return Object.keys(accounts)
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['accounts', name], message: 'no source has this account' }));
}
