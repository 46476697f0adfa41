import { type GraphQLObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import { schema } from '#src/schema/index.ts';

const edgeTypes = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => name.endsWith('Edge'))
  .map(({ name }) => name);

/** What resolvers of cursors need of the context of a request. */
type Turns = () => Promise<void> | undefined;

/** A request's turns. */
const turnsOf = (turns: ProcessorTurns, principal: string): Turns => {
  const owner = { principal, request: {} };
  return () => turns.take(owner);
};

/** Resolves the cursor of an edge. */
function cursorOf(edgeType: string, edge: object, processorTurn: Turns): unknown {
  const { cursor } = (schema.getType(edgeType) as GraphQLObjectType).getFields();
  // It needs no arguments and no information about the operation.
  return cursor?.resolve?.(edge, {}, { processorTurn }, undefined as never);
}

/** An edge whose cursor takes 5 ms. */
const slowEdge = (made: () => void) => ({
  get cursor() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    made();
    return 'cursor';
  },
});

test('there are edges', () => {
  expect(edgeTypes.length).toBeGreaterThan(5);
});

test.for(edgeTypes)('%s: many slow cursors do not hold the event loop', async (edgeType) => {
  let round = 0;
  let isOver = false;
  const count = (): void => {
    round += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const rounds: number[] = [];
  const turns = turnsOf(new ProcessorTurns(), 'a');
  const edges = Array.from({ length: 16 }, () => slowEdge(() => rounds.push(round)));
  const cursors = await Promise.all(edges.map((edge) => cursorOf(edgeType, edge, turns)));
  isOver = true;
  expect(new Set(cursors)).toEqual(new Set(['cursor']));
  expect(rounds).toHaveLength(16);
  const inEachRound = Map.groupBy(rounds, (one) => one);
  expect(inEachRound.size).toBeGreaterThan(3);
  for (const made of inEachRound.values()) expect(made.length).toBeLessThanOrEqual(4);
});

test.for(edgeTypes)('%s: a cursor whose turn is now is no promise', (edgeType) => {
  expect(cursorOf(edgeType, { cursor: 'cursor' }, () => undefined)).toBe('cursor');
});

test('the cursors of two callers are made by turns', async () => {
  const processor = new ProcessorTurns();
  const made: string[] = [];
  const read = (name: string, cursors: number) => {
    const turns = turnsOf(processor, name);
    const edges = Array.from({ length: cursors }, () => slowEdge(() => made.push(name)));
    return edges.map((edge) => cursorOf('BatchTaskEdge', edge, turns));
  };
  await Promise.all([...read('a', 30), ...read('b', 2)]);
  expect(made).toHaveLength(32);
  expect(made.lastIndexOf('b')).toBeLessThan(12);
});

/** Turns that are never now. */
const later: Turns = () => Promise.resolve();

test('a cursor that cannot be made fails alone', async () => {
  const broken = {
    get cursor(): string {
      throw new Error('broken');
    },
  };
  await expect(cursorOf('BatchTaskEdge', broken, later)).rejects.toThrow('broken');
  expect(await cursorOf('BatchTaskEdge', { cursor: 'fine' }, later)).toBe('fine');
});
