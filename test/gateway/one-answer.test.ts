import { type GraphQLOutputType, getNamedType, isCompositeType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { providerModules } from '#src/providers/modules.ts';
import { schema } from '#src/schema/index.ts';
import { sandboxApis, timelineProviders } from '#test/sandbox-apis.ts';
import { startTestTaskline } from '#test/taskline.ts';

type Node = Readonly<Record<string, unknown>> & { readonly id: string };

interface Page {
  readonly batchTasks: {
    readonly nodes: readonly Node[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** All that a type tells without arguments, down to its leaves. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (!isObjectType(named)) throw new Error(`${named.name} is no object type`);
  const fields = Object.values(named.getFields()).filter(({ args }) => args.length === 0);
  return `{ ${fields.map((field) => `${field.name} ${selectionOf(field.type)}`).join(' ')} }`;
}

function everythingOf(typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
  return `... on ${typeName} ${selectionOf(type)} ... on BatchTask { failures(first: 2) { totalCount nodes { item message } } }`;
}

const perPage = 100;

describe.each(timelineProviders)('%s: one id, one answer', (name) => {
  const { typeName } = providerModules[name];
  const everything = everythingOf(typeName);

  test.for(['still', 'moving'] as const)(
    'every field of every listed task is the same by id at the same moment, where tasks are %s',
    { timeout: 30_000 },
    async (life) => {
      const now = new Date();
      const { askText } = await startTestTaskline({ life, now: () => now });
      const [{ key }] = sandboxApis[name].sources;
      const listed = `query ($after: String) {
        batchTasks(first: ${perPage}, after: $after, filter: { sources: ["${key}"] }) {
          nodes { id ${everything} } pageInfo { hasNextPage endCursor }
        }
      }`;
      const asked = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ${everything} } }`;
      let after: string | null = null;
      let compared = 0;
      do {
        const list: Awaited<ReturnType<typeof askText<Page>>> = await askText<Page>(listed, { after });
        expect(list.errors).toBeUndefined();
        const { nodes, pageInfo } = list.data!.batchTasks;
        // Nothing that the list has left in the cache is to answer for it.
        const found = await askText<{ nodes: readonly Node[] }>(
          asked,
          { ids: nodes.map(({ id }) => id) },
          { 'x-taskline-fresh': '1' },
        );
        expect(found.errors).toBeUndefined();
        expect(found.data!.nodes).toEqual(nodes);
        compared += nodes.length;
        // What lives is among the newest; all others have come to an end.
        after = pageInfo.hasNextPage && life === 'still' ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(compared).toBeGreaterThanOrEqual(name === 'ALIYUN_DNS' ? 3 : perPage);
    },
  );
});
