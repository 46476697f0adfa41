import { expect, test } from 'vitest';
import { createMemory, tasksOf } from '#src/upstream/memory.ts';

const hour = 3_600_000;
const brief = 2_000;
const task = { value: { status: 'SUCCEEDED' }, operation: 'DescribeTasks', characters: 200 };
const nothing = { value: null, operation: 'DescribeTasks', characters: 200 };

const names = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}-${index}`);

function remember(memory: ReturnType<typeof createMemory>, keys: readonly string[], forMs: number, by: string): void {
  for (const key of keys) memory.set('ecs', key, forMs === hour ? task : nothing, forMs, by);
}

const kept = (memory: ReturnType<typeof createMemory>, keys: readonly string[], by: string): number =>
  keys.filter((key) => memory.get('ecs', key, by)).length;

test('what is brief pushes out nothing that is lasting, whoever asked', () => {
  const memory = createMemory(1_000);
  const finished = names('finished', 700);
  remember(memory, finished, hour, 'a');
  remember(memory, names('unknown', 100_000), brief, 'a');
  expect(kept(memory, finished, 'a')).toBe(700);
});

test('what is lasting leaves a quarter for what is brief, and what nothing lasting takes is free for it', () => {
  const memory = createMemory(1_000);
  remember(memory, names('finished', 5_000), hour, 'a');
  const pages = names('page', 250);
  remember(memory, pages, brief, 'a');
  expect(kept(memory, pages, 'a')).toBe(250);
  expect(kept(memory, names('finished', 5_000), 'a')).toBe(750);
  const empty = createMemory(1_000);
  remember(empty, names('page', 5_000), brief, 'a');
  expect(kept(empty, names('page', 5_000), 'a')).toBe(1_000);
});

test.for([
  { what: 'lasting', forMs: hour, own: 300 },
  { what: 'brief', forMs: brief, own: 300 },
])("a walk of one caller pushes out nothing $what of another's fair share", ({ forMs, own }) => {
  const memory = createMemory(1_000);
  const others = names('b', own);
  remember(memory, others, forMs, 'b');
  remember(memory, names('a', 100_000), forMs, 'a');
  expect(kept(memory, others, 'b')).toBe(own);
});

test('of however many sources a caller reads, it pushes out nothing of the fair share that another has of one', () => {
  const memory = createMemory(1_000);
  const others = names('b', 300);
  remember(memory, others, brief, 'b');
  for (const source of names('source', 50)) {
    for (const key of names('a', 200)) memory.set(source, key, nothing, brief, 'a');
  }
  expect(kept(memory, others, 'b')).toBe(300);
  expect(memory.entries).toBe(1_000);
  // What it has itself, it has of all sources: each loses in turn.
  const ofFirst = names('a', 200).filter((key) => memory.get('source-0', key, 'a')).length;
  expect(ofFirst).toBeGreaterThan(0);
});

test('of a source its tasks and pages are forgotten, for all callers, and nothing of another', () => {
  const memory = createMemory(1_000);
  const sets = ['ecs', tasksOf('ecs'), 'ecs-2', tasksOf('ecs-2')];
  const callers = ['a', 'b'];
  for (const set of sets) for (const caller of callers) memory.set(set, `of ${caller}`, task, hour, caller);
  memory.forget('ecs');
  const left = sets.flatMap((set) => callers.map((caller) => memory.get(set, `of ${caller}`, caller) !== undefined));
  expect(left).toEqual([false, false, false, false, true, true, true, true]);
  expect(memory.entries).toBe(4);
  memory.set('ecs', 'of a', nothing, brief, 'b');
  expect(memory.get('ecs', 'of a', 'a')?.value).toBeNull();
});

test('what is used outlives what came with it and is not', () => {
  const memory = createMemory(1_000);
  const [used, unused] = [names('used', 200), names('unused', 200)];
  used.forEach((key, index) => remember(memory, [key, unused[index] as string], brief, 'a'));
  for (const walk of names('walk', 10)) {
    expect(kept(memory, used, 'a')).toBe(200);
    remember(memory, names(walk, 500), brief, 'a');
  }
  expect(kept(memory, unused, 'a')).toBe(0);
  expect(kept(memory, used, 'a')).toBe(200);
});

test('what is remembered again counts as used', () => {
  const memory = createMemory(1_000);
  const again = names('again', 100);
  for (const walk of names('walk', 10)) {
    remember(memory, again, brief, 'a');
    remember(memory, names(walk, 800), brief, 'a');
  }
  expect(kept(memory, again, 'a')).toBe(100);
});

test('an answer too long for all of the cache is not taken, and none comes in its place', () => {
  const memory = createMemory(10);
  const long = { ...task, characters: 10_001 };
  memory.set('ecs', 'task 1', task, hour);
  memory.set('ecs', 'task 2', task, hour);
  memory.set('ecs', 'task 3', task, brief);
  memory.set('ecs', 'task 1', long, brief);
  expect(kept(memory, ['task 1', 'task 2', 'task 3'], '')).toBe(2);
  expect(memory.get('ecs', 'task 1')).toBeUndefined();
  expect(memory.entries).toBe(2);
});

test.for([
  { uses: 'reads', use: kept },
  { uses: 'is told anew', use: (...told: Parameters<typeof kept>) => remember(told[0], told[1], hour, told[2]) },
])('what another asked for first is kept for a caller that $uses it', ({ use }) => {
  const memory = createMemory(1_000);
  const used = names('used', 100);
  remember(memory, used, hour, 'a');
  remember(memory, names('more', 200), hour, 'a');
  expect(kept(memory, used, 'a')).toBe(100);
  use(memory, used, 'b');
  remember(memory, names('walk', 100_000), hour, 'a');
  expect(kept(memory, used, 'b')).toBe(100);
});

test('what was brief and is lasting now is pushed out by nothing brief', () => {
  const memory = createMemory(1_000);
  const finished = names('finished', 700);
  remember(memory, finished, brief, 'a');
  remember(memory, finished, hour, 'a');
  remember(memory, names('unknown', 10_000), brief, 'a');
  expect(kept(memory, finished, 'a')).toBe(700);
});

test('what was lasting and is brief now takes no room from what is lasting', () => {
  const memory = createMemory(1_000);
  const before = names('before', 700);
  remember(memory, before, hour, 'a');
  remember(memory, before, brief, 'a');
  const finished = names('finished', 750);
  remember(memory, finished, hour, 'a');
  expect(kept(memory, finished, 'a')).toBe(750);
  expect(kept(memory, before, 'a')).toBe(250);
});

test('what has expired takes no room, however many callers it was of', async () => {
  const memory = createMemory(1_000);
  for (const caller of names('caller', 1_000)) remember(memory, [caller], 20, caller);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const pages = names('page', 900);
  remember(memory, pages, brief, 'b');
  expect(kept(memory, pages, 'b')).toBe(900);
});

test.for([
  { before: 'brief', after: 'lasting', forMs: [brief, hour] as const },
  { before: 'lasting', after: 'brief', forMs: [hour, brief] as const },
])('what was remembered last is what comes: $before, then $after', ({ forMs: [before, after] }) => {
  const memory = createMemory(1_000);
  memory.set('ecs', 'task 1', { ...task, value: 'before' }, before);
  memory.set('ecs', 'task 1', { ...task, value: 'after' }, after);
  expect(memory.get('ecs', 'task 1')?.value).toBe('after');
});
