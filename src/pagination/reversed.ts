import { oppositeSide, type Course, type Gap, type List } from './list.ts';

/** The same list read from its other end; its places are those of the list. */
export const reversed = <Item>(list: List<Item>): List<Item> => ({
  walk: (course) => list.walk(turned(course)),
});

const turned = ({ direction, from, until }: Course): Course => ({
  direction: direction === 'forward' ? 'backward' : 'forward',
  from: turnedGap(from),
  until: turnedGap(until),
});

function turnedGap(gap: Gap): Gap {
  if (gap === 'start') return 'end';
  if (gap === 'end') return 'start';
  return { place: gap.place, side: oppositeSide(gap.side) };
}
