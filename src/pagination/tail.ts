import { endOf, isContradicted, isShort, type Chunk, type FetchChunk } from './chunk.ts';
import { PaginationNotSupportedError } from './errors.ts';
import type { WindowPlanner } from './window-planner.ts';

const mostCalls = 15;

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
  const cut = isShort(head) ? head.items.length : undefined;
  let [guess, present, absent] = [totalOf(head), endOf(head), Infinity];
  for (let calls = 1; calls < mostCalls; calls += 1) {
    // Where the total did not lead to the end, the list moves or the total is wrong: look on both sides of the guess.
    const isFirst = calls === 1 || cut !== undefined;
    const window = isFirst
      ? planner.reach(guess, wanted, 'backward', cut)
      : planner.reach(guess + Math.floor(planner.maximum / 2), planner.maximum, 'backward');
    const chunk = await fetch(window);
    if (chunk.items.length > 0) {
      const isEnd = endOf(chunk) >= Math.min(totalOf(chunk), absent) || (cut === undefined && isShort(chunk));
      if (isEnd) return chunk;
      present = endOf(chunk);
    } else if (totalOf(chunk) > chunk.offset || absent !== Infinity) absent = Math.min(absent, chunk.offset);
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
