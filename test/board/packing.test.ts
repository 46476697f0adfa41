import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack } from '#board/line/packing.ts';

// A bar has some length: the shortest that is drawn.
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 1_000 }), fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(Infinity)))
  .map(([start, length]) => ({ start, end: start + length }));

test('bars that are not crowded cover none before them, and keep the gap', () => {
  fc.assert(
    fc.property(
      fc.array(stretch),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 20 }),
      (items, most, gap) => {
        const packed = pack(items, most, gap);
        expect(packed.map(({ item }) => item)).toEqual(items.toSorted((one, other) => one.start - other.start));
        for (const [index, { item, row, isCrowded }] of packed.entries()) {
          expect(row).toBeLessThan(most);
          const before = packed.slice(0, index).filter((each) => each.row === row);
          const isFree = before.every((each) => each.item.end + gap <= item.start);
          expect(isCrowded).toBe(!isFree);
        }
      },
    ),
  );
});

test('no bar is crowded while a row is free, and no row is begun before it is needed', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 30 }), (items) => {
      const packed = pack(items, Infinity, 0);
      expect(packed.some(({ isCrowded }) => isCrowded)).toBe(false);
      // As many rows as there are bars at once: for intervals that is what is needed.
      const atOnce = items.map(({ start }) => items.filter((each) => each.start <= start && each.end > start).length);
      const rows = new Set(packed.map(({ row }) => row)).size;
      expect(rows).toBeLessThanOrEqual(Math.max(1, ...atOnce));
    }),
  );
});
