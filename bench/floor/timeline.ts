import { wideRegions } from '../wide-sources.ts';
import { ecsList } from './ecs.ts';
import type { List } from './list.ts';
import { huaweiList, immList, polarDbList } from './others.ts';

interface Head {
  readonly list: List;
  readonly source: number;
  index: number;
  time: number;
}

const headsOf = (lists: readonly List[]): readonly Head[] =>
  lists.flatMap((list, source) => (list.length > 0 ? [{ list, source, index: 0, time: list.timeOf(0) }] : []));

/** Takes the newest item of lists: of each of them no more is read than what is taken, and one item beyond. */
function takeNewest(heads: readonly Head[]): object {
  const newest = heads.reduce((one, other) => (other.time > one.time ? other : one), heads[0] as Head);
  const node = newest.list.taskOf(newest.index);
  newest.index += 1;
  newest.time = newest.index < newest.list.length ? newest.list.timeOf(newest.index) : -Infinity;
  return node;
}

/** Where to go on in each of the lists. */
const cursorOf = (heads: readonly Head[]): string =>
  Buffer.from(JSON.stringify(heads.map(({ source, index }) => [source, index]))).toString('base64url');

/** A page with one cursor, that of its end. */
function nodesOf(lists: readonly List[], count: number) {
  const heads = headsOf(lists);
  const nodes = Array.from({ length: count }, () => takeNewest(heads));
  return { nodes, pageInfo: { hasNextPage: true, endCursor: cursorOf(heads) } };
}

/** A page with a cursor for each item. */
function edgesOf(lists: readonly List[], count: number) {
  const heads = headsOf(lists);
  const edges = Array.from({ length: count }, () => ({ node: takeNewest(heads), cursor: cursorOf(heads) }));
  return { edges, pageInfo: { hasNextPage: true, endCursor: edges.at(-1)?.cursor } };
}

/** The lists of the sandbox's sources that have times: one call to each. */
const listsOfSandbox = (count: number): Promise<readonly List[]> =>
  Promise.all([
    ecsList('cn-hangzhou', count),
    ecsList('ap-southeast-1', count),
    immList(count),
    polarDbList(count),
    huaweiList(count),
  ]);

/** The newest tasks of the sandbox's sources. */
export const timelineOfSandbox = async (count: number) => nodesOf(await listsOfSandbox(count), count);

/** The same, with a cursor for each of them. */
export const edgesOfSandbox = async (count: number) => edgesOf(await listsOfSandbox(count), count);

/** The newest tasks of 300 sources of ECS: one call to each. */
export async function wideTimeline(count: number) {
  const lists = await Promise.all(wideRegions.map((region) => ecsList(region, count)));
  return nodesOf(lists, count);
}
