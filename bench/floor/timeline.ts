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

/** The newest of lists: of each of them no more is read than what is taken, and one item beyond. */
function newestOf(lists: readonly List[], count: number) {
  const heads = lists.flatMap((list, source): Head[] =>
    list.length > 0 ? [{ list, source, index: 0, time: list.timeOf(0) }] : [],
  );
  const nodes: object[] = [];
  while (nodes.length < count) {
    const newest = heads.reduce((one, other) => (other.time > one.time ? other : one), heads[0] as Head);
    nodes.push(newest.list.taskOf(newest.index));
    newest.index += 1;
    newest.time = newest.index < newest.list.length ? newest.list.timeOf(newest.index) : -Infinity;
  }
  // Where to go on in each of the lists.
  const endCursor = Buffer.from(JSON.stringify(heads.map(({ source, index }) => [source, index]))).toString(
    'base64url',
  );
  return { nodes, pageInfo: { hasNextPage: true, endCursor } };
}

/** The newest tasks of the sandbox's sources that have times: one call to each. */
export async function timelineOfSandbox(count: number) {
  const lists = await Promise.all([
    ecsList('cn-hangzhou', count),
    ecsList('ap-southeast-1', count),
    immList(count),
    polarDbList(count),
    huaweiList(count),
  ]);
  return newestOf(lists, count);
}

/** The newest tasks of 300 sources of ECS: one call to each. */
export async function wideTimeline(count: number) {
  const lists = await Promise.all(wideRegions.map((region) => ecsList(region, count)));
  return newestOf(lists, count);
}
