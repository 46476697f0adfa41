import { startGateway } from '#test/discipline/gateway.ts';
import { models, startModelClouds, type ModelSource } from './model-clouds.ts';

/** A page of a list of the model, or the code of its failure. */
export interface ModelPage {
  readonly nodes: readonly { readonly taskId: string; readonly operation: string | null }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
  readonly sources?: readonly {
    readonly source: { readonly key: string };
    readonly error: { readonly code: string } | null;
  }[];
}

export type Direction = 'forward' | 'backward';

/** What a walk read, and where and why it failed. */
export interface Walked {
  readonly pages: readonly ModelPage[];
  readonly cursor: string | null;
  readonly code: unknown;
}

/** More pages than any walk here takes. */
const mostPages = 60;

/** A gateway over these model clouds, whose lists are walked page by page past the cache. */
export async function startModelWalks(sources: readonly ModelSource[], count: number) {
  const clouds = await startModelClouds(sources, count);
  const gateway = await startGateway(clouds.sources);

  async function page(field: string, wanted: string, cursor: string | null) {
    const more = field === 'batchTasks' ? 'sources { source { key } error { code } }' : '';
    // One document for all pages of a walk, so that it is parsed and checked once.
    const query = `query ($cursor: String) { page: ${field}(${wanted}: $cursor) { nodes { taskId operation } totalCount ${more}
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const { data, errors } = await gateway.ask(query, { 'x-taskline-fresh': '1' }, { variables: { cursor } });
    return { page: (data?.['page'] ?? null) as ModelPage | null, code: errors?.[0]?.extensions?.['code'] };
  }

  /** From a cursor to the end, or to a failure; `between` hears of each page. */
  async function walk(
    source: ModelSource | 'timeline',
    size: number,
    { direction = 'forward', from = null, between }: WalkOptions = {},
  ): Promise<Walked> {
    const [field, own] = source === 'timeline' ? ['batchTasks', ''] : [models[source].list, `source: "${source}", `];
    const [count_, beside] = direction === 'forward' ? ['first', 'after'] : ['last', 'before'];
    const pages: ModelPage[] = [];
    let cursor = from;
    while (pages.length < mostPages) {
      const read = await page(field, `${own}${count_}: ${size}, ${beside}`, cursor);
      if (read.page === null) return { pages, cursor, code: read.code };
      pages.push(read.page);
      between?.(read.page);
      const { hasNextPage, hasPreviousPage, endCursor, startCursor } = read.page.pageInfo;
      if (!(direction === 'forward' ? hasNextPage : hasPreviousPage)) return { pages, cursor, code: undefined };
      cursor = direction === 'forward' ? endCursor : startCursor;
    }
    return { pages, cursor, code: 'ENDLESS' };
  }

  return { ...clouds, ...gateway, walk };
}

interface WalkOptions {
  readonly direction?: Direction;
  readonly from?: string | null;
  readonly between?: (page: ModelPage) => void;
}

/** The ids of pages, in the list's order. */
export const idsIn = (pages: readonly ModelPage[], direction: Direction = 'forward'): string[] =>
  (direction === 'forward' ? pages : pages.toReversed()).flatMap(({ nodes }) => nodes.map(({ taskId }) => taskId));
