import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { createCursorCodec } from '#src/pagination/index.ts';
import { CursorKeys } from '#src/start/cursor-keys.ts';
import { type Answer, startTestTaskline } from '#test/taskline.ts';

const credentials = fc.oneof(
  fc.constant({ chain: 'default' } as const),
  fc.record({ accessKeyId: fc.constantFrom('a', 'b'), accessKeySecret: fc.string() }),
);
const sources = fc
  .array(credentials, { maxLength: 3 })
  .map((all) =>
    all.map((each, index): SourceConfig => ({ key: `dns-${index}`, provider: 'ALIYUN_DNS', credentials: each })),
  );

test('whatever becomes of the keys of sources, eight times over, each cursor of before is accepted', () => {
  fc.assert(
    fc.property(fc.array(sources, { minLength: 1, maxLength: 9 }), (reloads) => {
      const keys = new CursorKeys(() => undefined);
      const given = reloads.map((wanted, index) => {
        const codec = createCursorCodec(keys.of({ cursors: { keys: [] }, sources: wanted }));
        return { codec, cursor: codec.encode('list', [index]) };
      });
      const last = given.at(-1)?.codec;
      for (const [index, { cursor }] of given.entries()) expect(last?.decode('list', cursor)).toEqual([index]);
    }),
  );
});

test('a page goes on over a rotation of the keys of all sources', async () => {
  const keys = [1, 2, 3].map((index) => ({ accessKeyId: `key-${index}`, accessKeySecret: `sandbox-secret-${index}` }));
  const withKey = (all: readonly SourceConfig[], index: number): SourceConfig[] =>
    all.map((source) => ({ ...source, credentials: keys[index] ?? { chain: 'default' } }));
  let first: readonly SourceConfig[] = [];
  const { askText, reload } = await startTestTaskline({
    keys,
    sources: (url) => {
      first = ['ALIYUN_DNS', 'ALIYUN_ECS'].map(
        (provider): SourceConfig =>
          ({
            key: provider.toLowerCase().replace('_', '-'),
            provider,
            endpoint: url,
            region: 'cn-hangzhou',
          }) as SourceConfig,
      );
      return withKey(first, 0);
    },
  });
  type Page = { batchTasks: { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } };
  const read = async (rotates: boolean) => {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page += 1) {
      if (rotates) await reload({ sources: withKey(first, page % 3) });
      const { data, errors }: Answer<Page> = await askText<Page>(
        'query ($after: String) { batchTasks(first: 3, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      expect(errors).toBeUndefined();
      ids.push(...(data?.batchTasks.nodes.map(({ id }) => id) ?? []));
      after = data?.batchTasks.pageInfo.endCursor ?? null;
    }
    return ids;
  };
  const ids = await read(false);
  expect(ids.length).toBeGreaterThan(10);
  expect(await read(true)).toEqual(ids);
});
