import { InvalidPageArgumentError, type PageArgument } from './errors.ts';
import type { Direction } from './list.ts';

/** The arguments of a connection field; null is as good as absent. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** How many items a page has. */
export interface PageSizeLimits {
  /** How many items a page has that says neither `first` nor `last`. */
  readonly default: number;
  readonly maximum: number;
}

/** How many items are wanted, and from which end. */
export function readPageSize({ first, last }: PageArguments, limits: PageSizeLimits): [Direction, number] {
  const [forward, backward] = [first ?? null, last ?? null];
  if (forward !== null && backward !== null) {
    throw new InvalidPageArgumentError('last', 'first and last exclude each other.');
  }
  if (backward !== null) return ['backward', checked('last', backward, limits)];
  return ['forward', forward === null ? limits.default : checked('first', forward, limits)];
}

function checked(argument: PageArgument, count: number, { maximum }: PageSizeLimits): number {
  if (Number.isInteger(count) && count >= 0 && count <= maximum) return count;
  throw new InvalidPageArgumentError(argument, `${argument} must be a whole number from 0 to ${maximum}.`);
}
