import type { Clock } from '../clock.ts';
import type { Arrivals, Listed } from '../listing.ts';
import { Random } from '../seed/random.ts';
import { courseOf, stageAt, type Course, type Sizes, type Stage } from './course.ts';
import { isKept, oldestKept } from './kept.ts';
import { wholeSecond } from './past.ts';

/** What tasks come to a list, and how often. */
export interface Stream<Item extends Listed> {
  /** Of its random numbers. */
  readonly seed: number;
  /** When the first task after the start comes, in milliseconds after it. */
  readonly firstMs: number;
  /** One task comes in this time. */
  readonly everyMs: number;
  readonly sizes: Sizes;
  /** What never changes of a task. */
  create(random: Random, course: Course, number: number): Item;
  /** A task as it is at a stage of its course. */
  show(item: Item, stage: Stage, course: Course): Item;
}

/** The number of the oldest task: those below 0 come before the start. */
const firstNumber = -12;

interface Arrived<Item> {
  readonly number: number;
  readonly item: Item;
  readonly course: Course;
}

/** The tasks of a stream at the time of a clock. What they are depends on the time alone, and not on what was asked before. */
export function createArrivals<Item extends Listed>(stream: Stream<Item>, clock: Clock): Arrivals<Item> {
  const { seed, firstMs, everyMs, sizes } = stream;
  /** Made once for each task, and again for none. */
  let arrived: readonly Arrived<Item>[] = [];
  let byId: ReadonlyMap<string, Arrived<Item>> = new Map();
  let newest = firstNumber - 1;

  function arrive(number: number): Arrived<Item> {
    const random = new Random(seed + number);
    const late = random.integer(0, Math.floor(everyMs / 2));
    const createdAt = wholeSecond(clock.startedAt + firstMs + number * everyMs + (number > 0 ? late : 0));
    const course = courseOf(number, createdAt, clock.startedAt, random, sizes);
    return { number, course, item: stream.create(random, course, number) };
  }

  function newestAt(time: number): number {
    const number = Math.floor((time - clock.startedAt - firstMs) / everyMs);
    return number >= firstNumber && arrive(number).course.createdAt > time ? number - 1 : number;
  }

  /** Brings what has arrived up to a time. */
  function advance(time: number): void {
    const number = newestAt(time);
    if (number === newest) return;
    newest = number;
    const known = new Map(arrived.map((each) => [each.number, each]));
    const length = Math.max(0, newest - Math.max(firstNumber, oldestKept(newest)) + 1);
    const numbers = Array.from({ length }, (_, age) => newest - age).filter((each) => isKept(each, newest));
    arrived = numbers.map((each) => known.get(each) ?? arrive(each));
    byId = new Map(arrived.map((each) => [each.item.id, each]));
  }

  const show = ({ item, course }: Arrived<Item>, time: number): Item =>
    stream.show(item, stageAt(course, time), course);

  return {
    items() {
      const time = clock.startedAt + clock.elapsed();
      advance(time);
      return arrived.map((each) => show(each, time));
    },
    find(id) {
      const time = clock.startedAt + clock.elapsed();
      advance(time);
      const found = byId.get(id);
      return found && show(found, time);
    },
  };
}

/** No tasks at all: nothing comes to a list that stands still. */
export const noArrivals: Arrivals<never> = { items: () => [], find: () => undefined };
