import { type GraphQLObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '#src/schema/index.ts';

const edgeTypes = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => name.endsWith('Edge'));

/** An edge whose cursor takes 5 ms. */
const slowEdge = (made: () => void) => ({
  get cursor() {
    const end = performance.now() + 5;
    while (performance.now() < end) Math.sqrt(end);
    made();
    return 'cursor';
  },
});

test('there are edges', () => {
  expect(edgeTypes.length).toBeGreaterThan(5);
});

test.for(edgeTypes)('%s: many slow cursors do not hold the event loop', async ({ name }) => {
  let turn = 0;
  let isOver = false;
  const count = (): void => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const turns: number[] = [];
  const { cursor } = (schema.getType(name) as GraphQLObjectType).getFields();
  const read = async (edge: object): Promise<unknown> =>
    // It needs no arguments, no context and no information about the operation.
    cursor?.resolve?.(edge, {}, undefined, undefined as never);
  const edges = Array.from({ length: 30 }, () => slowEdge(() => turns.push(turn)));
  const cursors = await Promise.all(edges.map(read));
  isOver = true;
  expect(new Set(cursors)).toEqual(new Set(['cursor']));
  expect(turns).toHaveLength(30);
  expect(new Set(turns).size).toBeGreaterThan(3);
});
