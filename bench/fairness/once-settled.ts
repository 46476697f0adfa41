import type { Gateway } from './gateway.ts';
import type { Counter } from './scenario.ts';

/** Counts once the gateway has time again. Where it has not, only a count that is beyond its target already tells anything. */
export async function onceSettled(
  gateway: Gateway,
  count: () => Promise<number>,
  what: string,
  atMost: number,
): Promise<Counter> {
  const isSettled = await gateway.settles();
  const value = await count();
  return { what, atMost, value: isSettled || value > atMost ? value : null };
}
