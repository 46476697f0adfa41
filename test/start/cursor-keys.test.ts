import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { CursorKeys } from '#src/start/cursor-keys.ts';
import { startTestTaskline } from '#test/taskline.ts';

const chain = { chain: 'default' } as const;
const key = { accessKeyId: 'a', accessKeySecret: 'b' };
const source = (credentials: SourceConfig['credentials'], index: number): SourceConfig => ({
  key: `dns-${index}`,
  provider: 'ALIYUN_DNS',
  credentials,
});

test.for([
  { what: 'a chain alone', credentials: [chain], keys: [], isLasting: false },
  { what: 'chains alone', credentials: [chain, chain], keys: [], isLasting: false },
  { what: 'a chain and a key', credentials: [chain, key], keys: [], isLasting: true },
  { what: 'a chain, with keys for cursors', credentials: [chain], keys: ['of-sixteen-letters'], isLasting: true },
  { what: 'a key', credentials: [key], keys: [], isLasting: true },
])('$what: that cursors end with the process is said at the start, and only where it is so', async (each) => {
  const sources = each.credentials.map(source);
  const cursors = { keys: each.keys };
  const ofStarts = [1, 2].map(() => new CursorKeys(() => undefined).of({ cursors, sources }).join());
  expect(ofStarts[0] === ofStarts[1]).toBe(each.isLasting);
  const { logged } = await startTestTaskline({ sources: () => sources, config: { cursors } });
  expect(logged().includes('Set cursors.keys')).toBe(!each.isLasting);
});
