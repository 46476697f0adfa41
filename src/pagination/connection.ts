import type { CursorCodec } from './cursor.ts';
import { type CursorArgument, InvalidCursorError } from './errors.ts';
import { readPageSize, type PageArguments } from './page-arguments.ts';
import type { Gap, List, Row, Side, Walk } from './list.ts';
import { type Connection, WalkedPage } from './page.ts';

/** How pages of a list are made. */
export interface ConnectionOptions {
  readonly cursors: CursorCodec;
  /** What the cursors belong to: connection, source, filter and order, in one text. */
  readonly binding: string;
  /** How many items a page has that says neither `first` nor `last`: 20. */
  readonly default?: number | undefined;
  /** The largest page: 500. */
  readonly maximum?: number | undefined;
}

/** The page of a list that the arguments ask for; an empty one, for which no call is made, where they ask for 0. */
export async function connection<Item>(
  list: List<Item>,
  page: PageArguments,
  options: ConnectionOptions,
): Promise<Connection<Item>> {
  const { cursors, binding } = options;
  const [direction, count] = readPageSize(page, { default: options.default ?? 20, maximum: options.maximum ?? 500 });
  const after = readCursor(page.after, 'after', options) ?? 'start';
  const before = readCursor(page.before, 'before', options) ?? 'end';
  const [from, until] = direction === 'forward' ? [after, before] : [before, after];
  try {
    const walk = list.walk({ direction, from, until });
    const rows = await collect(walk, count);
    return new WalkedPage(walk, rows, { direction, count, encode: (place) => cursors.encode(binding, place) });
  } catch (error) {
    // The place that it begins at: the other one only ends it.
    throw namingCursor(error, direction === 'forward' ? 'after' : 'before');
  }
}

const namingCursor = (error: unknown, argument: CursorArgument): unknown =>
  error instanceof InvalidCursorError ? new InvalidCursorError({ cause: error, argument }) : error;

function readCursor(
  cursor: string | null | undefined,
  side: Side,
  { cursors, binding }: ConnectionOptions,
): Gap | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    return { place: cursors.decode(binding, cursor), side };
  } catch (error) {
    throw namingCursor(error, side);
  }
}

async function collect<Item>(walk: Walk<Item>, count: number): Promise<readonly Row<Item>[]> {
  const rows: Row<Item>[] = [];
  while (rows.length < count && walk.continuation === 'more') {
    const next = await walk.next(count - rows.length);
    if (next.length === 0) break;
    if (rows.length === 0 && next.length === count) return next;
    rows.push(...next);
  }
  return rows;
}
