import { endOf, isContradicted, isShort, type Chunk, type FetchChunk } from './chunk.ts';
import { PaginationNotSupportedError } from './errors.ts';
import type { WindowPlanner } from './window-planner.ts';

const mostCalls = 9;

/**
 * A chunk that ends where the list ends, and has at least the last `wanted` items where a call can give them: by one call
 * that learns the total, one more unless that covers the end, and more where the total was wrong.
 */
export async function findTail<Item>(
  fetch: FetchChunk<Item>,
  planner: WindowPlanner,
  wanted: number,
): Promise<Chunk<Item>> {
  const head = await fetch({ offset: 0, count: planner.maximum });
  if (isWhole(head)) return head;
  let [guess, present, absent] = [totalOf(head), endOf(head), Infinity];
  for (let calls = 1; calls < mostCalls; calls += 1) {
    const chunk = await fetch(planner.reach(guess, wanted, 'backward', isShort(head) ? head.items.length : undefined));
    const end = endOf(chunk);
    if (chunk.items.length === 0) absent = Math.min(absent, chunk.offset);
    else if (end < Math.min(guess, chunk.offset + chunk.asked) || end >= Math.min(totalOf(chunk), absent)) return chunk;
    else present = end;
    guess = absent === Infinity ? totalOf(chunk) : Math.ceil((present + absent) / 2);
  }
  throw new PaginationNotSupportedError('The end of this list cannot be found: its total is wrong.');
}

const isWhole = (head: Chunk<unknown>): boolean =>
  head.total === null || isContradicted(head) ? isShort(head) : endOf(head) >= head.total;

function totalOf(chunk: Chunk<unknown>): number {
  if (chunk.total !== null && !isContradicted(chunk)) return chunk.total;
  throw new PaginationNotSupportedError('The end of this list cannot be found: its total is unknown.');
}
