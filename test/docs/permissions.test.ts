import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providerModules, providerNames, type ProviderName } from '#src/providers/modules.ts';
import type { ProviderModule } from '#src/tasks/provider.ts';
import { pageAt } from './markdown.ts';

const rows = Array.from(
  pageAt('README.md').text.matchAll(/^\| ([A-Z]+_[A-Z]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ([, provider, settings, operations, permissions = '']) => ({
    provider: provider as ProviderName,
    settings,
    operations: operations?.split(', '),
    permissions,
  }),
);

/** The operations that a provider's `wire.ts` makes. */
function operationsOf(provider: ProviderName): string[] {
  const folder = readdirSync('src/providers').find((name) => name.replaceAll('-', '_').toUpperCase() === provider);
  const source = readFileSync(join('src/providers', folder ?? '', 'wire.ts'), 'utf8');
  return Array.from(source.matchAll(/= (?:rpc|get|action)\(\s*'(\w+)'/g), ([, operation]) => operation ?? '');
}

test('README.md has the permissions of every provider', () => {
  expect(rows.map(({ provider }) => provider).toSorted()).toEqual(providerNames.toSorted());
});

test.for(rows)('README.md has the settings and operations of $provider', ({ provider, settings, operations }) => {
  const { required, optional } = (providerModules[provider] satisfies ProviderModule).settings;
  const allowed = optional.map((name) => `(${name})`);
  expect(settings).toBe([required.join(', '), ...allowed].filter(Boolean).join(' ') || '–');
  expect(operations?.toSorted()).toEqual(operationsOf(provider).toSorted());
  expect(providerModules[provider].operations.toSorted()).toEqual(operationsOf(provider).toSorted());
});

test.for(rows)('README.md has a permission for each operation of $provider', ({ operations, permissions }) => {
  const named = Array.from(permissions.matchAll(/`[a-z]+:(?:\w+:)?\w+`/g), ([permission]) => permission);
  expect(named).toHaveLength(operations?.length ?? 0);
});
