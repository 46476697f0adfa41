import { expect, test } from 'vitest';
import { faultsShapeOf } from '#src/sandbox/faults.ts';
import { providerNames, type ProviderName } from '#src/providers/modules.ts';
import { sandboxApis } from '#test/sandbox-apis.ts';
import { pageAt } from './markdown.ts';

const { text } = pageAt('docs/sandbox.md');

const tasks = Array.from(
  text.matchAll(/^\| ([A-Z_]+) \| ([^|]+) \| `([^`]+)`/gm),
  ([, provider, told, documented]) => ({
    provider: provider as ProviderName,
    told: told ?? '',
    documented: documented ?? '',
  }),
);

test('docs/sandbox.md has every provider', () => {
  expect(tasks.map(({ provider }) => provider).toSorted()).toEqual(providerNames.toSorted());
});

test.for(tasks)('docs/sandbox.md has the tasks of $provider', ({ provider, told, documented }) => {
  const { taskIds } = sandboxApis[provider];
  const [number = ''] = /^[\d,]+/.exec(told) ?? [];
  expect(taskIds.seeded()).toHaveLength(Number(number.replaceAll(',', '')));
  expect(taskIds.documented).toBe(documented);
  expect(taskIds.seeded()).toContain(documented);
});

test('docs/sandbox.md has every kind of fault with its options, and no other', () => {
  const rows = Array.from(text.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| [^|]+ \| ([^|]*)\|$/gm));
  const told = rows.flatMap(([, kinds = '', options = '']) =>
    Array.from(kinds.matchAll(/[a-z-]+/g), ([kind]) => ({
      kind,
      options: Array.from(options.matchAll(/`(\w+)`/g), ([, option]) => option),
    })),
  );
  const shape = faultsShapeOf(['ALIYUN_ECS']);
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(shape.element.shape.kind.options.toSorted());
  const members = ['provider', 'kind', 'times', 'operation', ...told.flatMap(({ options }) => options)];
  expect(new Set(members)).toEqual(new Set(Object.keys(shape.element.shape)));
});
