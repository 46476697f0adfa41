import {
  byOffset,
  byPageNumber,
  byToken,
  connection,
  type Connection,
  createCursorCodec,
  type List,
  type PageArguments,
  type PageSizes,
  type PinOf,
} from '#src/pagination/index.ts';

/** An item of a model upstream; ranks fall along its list, and never change. */
export interface Thing {
  readonly id: string;
  readonly rank: number;
  readonly time: number | null;
}

/** An upstream in memory: its list, and how often it was asked. */
export interface Model {
  items: Thing[];
  calls: number;
  /** What to do before each answer: change the list, or fail. */
  before: (call: number) => void;
  /** How many of the items asked for are given. */
  cut: (asked: number, call: number) => number;
  totalOf: (count: number) => number | null;
  /** Passes questions on, or answers them from a cache unless they are asked afresh. */
  remember: <Answer>(question: string, isFresh: boolean, ask: () => Promise<Answer>) => Promise<Answer>;
}

export const thing = (rank: number, time: number | null = rank * 1000): Thing => ({ id: `t${rank}`, rank, time });

/** Things ranked from `count` down to 1. */
export const things = (count: number): Thing[] => Array.from({ length: count }, (_, index) => thing(count - index));

export const model = (items: readonly Thing[]): Model => ({
  items: [...items],
  calls: 0,
  before: () => {},
  cut: (asked) => asked,
  totalOf: (count) => count,
  remember: (_question, _isFresh, ask) => ask(),
});

export const idOf = (item: Thing): string => item.id;
export const timeOf = (item: Thing): number | null => item.time;

interface Options {
  readonly keep?: (item: Thing) => boolean;
  readonly pinOf?: PinOf<Thing>;
  readonly cutShort?: () => Error;
}

function answer(upstream: Model, offset: number, count: number, pin: unknown) {
  upstream.before((upstream.calls += 1));
  const items = typeof pin === 'number' ? upstream.items.filter(({ rank }) => rank <= pin) : upstream.items;
  const given = items.slice(offset, offset + upstream.cut(count, upstream.calls));
  return Promise.resolve({ items: given, total: upstream.totalOf(items.length) });
}

export const offsetList = (upstream: Model, maximum: number, options: Options = {}): List<Thing> =>
  byOffset({ maximum, idOf, timeOf, ...options }, async ({ offset, count }, pin, isFresh) => {
    if (count < 1 || count > maximum) throw new RangeError(`count ${count}`);
    return upstream.remember(`${offset} ${count}`, isFresh, () => answer(upstream, offset, count, pin));
  });

export function pageList(upstream: Model, sizes: PageSizes, options: Options = {}): List<Thing> {
  return byPageNumber({ sizes, idOf, timeOf, ...options }, async ({ pageNumber, pageSize }, pin, isFresh) => {
    const fits = 'minimum' in sizes ? pageSize >= sizes.minimum && pageSize <= sizes.maximum : sizes.includes(pageSize);
    if (!fits || !Number.isInteger(pageNumber) || pageNumber < 1) throw new RangeError(`${pageNumber} of ${pageSize}`);
    const ask = () => answer(upstream, (pageNumber - 1) * pageSize, pageSize, pin);
    return upstream.remember(`${pageNumber} of ${pageSize}`, isFresh, ask);
  });
}

/** Tokens are the rank of the last item given, so that they stand still while the list moves. */
export const tokenList = (
  upstream: Model,
  maximum: number,
  options: Options & { reversible?: boolean } = {},
): List<Thing> =>
  byToken({ maximum, reversible: true, idOf, timeOf, ...options }, async ({ token, size, direction }) => {
    if (size < 1 || size > maximum) throw new RangeError(`size ${size}`);
    upstream.before((upstream.calls += 1));
    const inOrder = direction === 'forward' ? upstream.items : upstream.items.toReversed();
    const passed = (item: Thing) => (direction === 'forward' ? item.rank >= Number(token) : item.rank <= Number(token));
    const left = token === null ? inOrder : inOrder.filter((item) => !passed(item));
    const items = left.slice(0, upstream.cut(size, upstream.calls));
    const start = Number(token ?? (direction === 'forward' ? 1e6 : -1e6));
    const last = items.at(-1)?.rank ?? start + (direction === 'forward' ? -0.001 : 0.001);
    return { items, next: left.length > items.length ? String(last) : null };
  });

export const cursors = createCursorCodec(['a key of the tests']);

export const pageOf = <Item>(list: List<Item>, args: PageArguments): Promise<Connection<Item>> =>
  connection(list, args, { cursors, binding: 'things', maximum: 1000 });

export const idsOf = (page: Connection<Thing>): string[] => page.nodes.map(idOf);

/** The ids of a list, page by page from a cursor (or the start) to its end, in its order, and how many pages it took. */
export async function readAll(
  list: List<Thing>,
  sizes: readonly number[],
  direction: 'forward' | 'backward' = 'forward',
  start: string | null = null,
  between: () => void = () => {},
) {
  const ids: string[] = [];
  let cursor = start;
  for (let pages = 1; ; pages += 1) {
    if (pages > 2000) throw new Error('The walk does not end.');
    const size = sizes[pages % sizes.length] ?? 1;
    const forward = direction === 'forward';
    const page: Connection<Thing> = await pageOf(
      list,
      forward ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    if (forward) ids.push(...idsOf(page));
    else ids.unshift(...idsOf(page));
    cursor = forward ? page.pageInfo.endCursor : page.pageInfo.startCursor;
    if (!(forward ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage)) return { ids, pages };
    if (cursor === null) throw new Error('More is promised, but no cursor given.');
    between();
  }
}
