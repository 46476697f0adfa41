import type { Clock } from '../clock.ts';
import { Listing, newestFirst, type Listed } from '../listing.ts';
import { joiningTime } from '../seed/times.ts';
import { createArrivals, noArrivals, type Stream } from './arrivals.ts';
import { pastOf, wholeSecond, type Past } from './past.ts';

/** The tasks of a list: those of the seed, and those that come later. */
export interface Population<Item extends Listed> {
  /** Newest first. */
  readonly seed: readonly Item[];
  /** A seeded task as it is where tasks live: of the past, and no more under way. */
  past(item: Item, past: Past): Item;
  /** The tasks that come by themselves; null where none do. */
  readonly stream: Stream<Item> | null;
  /** A task that joins the list by drift, by its number from 1. */
  join(number: number, createdAt: number): Item;
}

/** A population's list, by the life that the clock gives it. */
export const listingOf = <Item extends Listed>(population: Population<Item>, clock: Clock): Listing<Item> =>
  clock.life === 'still' ? stillListing(population) : movingListing(population, clock);

const stillListing = <Item extends Listed>({ seed, join }: Population<Item>): Listing<Item> =>
  new Listing({ seed, arrivals: noArrivals, create: (number) => join(number, joiningTime(number)) });

function movingListing<Item extends Listed>({ seed, past, stream, join }: Population<Item>, clock: Clock) {
  const before = pastOf(clock.startedAt);
  return new Listing({
    seed: newestFirst(seed.map((item) => past(item, before))),
    arrivals: stream ? createArrivals(stream, clock) : noArrivals,
    create: (number) => join(number, wholeSecond(clock.now().getTime())),
  });
}
