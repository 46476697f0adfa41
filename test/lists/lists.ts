import { expect } from 'vitest';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';

/** The arguments of each list beside those of a connection. */
const ownArguments = {
  aliyunEcsTasks: '$source: String!, $filter: AliyunEcsTaskFilter',
  aliyunImmBatches:
    '$source: String!, $filter: AliyunImmBatchFilter, $sort: AliyunImmBatchSort, $direction: OrderDirection',
  aliyunPolarDbBatchTasks: '$source: String!',
  huaweiDnsBatchTasks: '$source: String!',
  batchTasks: '$filter: BatchTaskFilter, $direction: OrderDirection',
} as const;

export type ListName = keyof typeof ownArguments;

export interface ListedTask {
  readonly taskId: string;
  readonly operation: string | null;
  readonly status: string;
  readonly createdAt: string | null;
  readonly source: { readonly key: string; readonly provider: string };
}

export interface SourceOutcome {
  readonly source: { readonly key: string };
  readonly ok: boolean;
  readonly error: { readonly code: string; readonly retryable: boolean } | null;
}

/** A page as a client gets it. */
export interface Page {
  /** Each with its cursor where these were asked for. */
  readonly edges: readonly { readonly cursor?: string; readonly node: ListedTask }[];
  readonly nodes: readonly { readonly taskId: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
  /** The timeline's only. */
  readonly sources?: readonly SourceOutcome[];
}

export interface PageArguments {
  readonly first?: number | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | undefined;
  readonly before?: string | null | undefined;
}

/** Which list, and what it is asked for beside a page. */
export interface Asked {
  readonly list: ListName;
  readonly source?: string;
  readonly filter?: object | null;
  readonly sort?: string;
  readonly direction?: string;
  /** Whether each edge has its cursor: a fifth of what a walk takes, and most need only those of `pageInfo`. */
  readonly withCursors?: boolean;
}

function documentOf(list: ListName, withCursors: boolean): string {
  const variables = `${ownArguments[list]}, $first: Int, $after: String, $last: Int, $before: String`;
  const passed = [...variables.matchAll(/\$(\w+):/g)].map(([, name]) => `${name}: $${name}`).join(', ');
  const more = list === 'batchTasks' ? 'sources { source { key } ok error { code retryable } }' : '';
  return `query (${variables}) { page: ${list}(${passed}) {
    edges { ${withCursors ? 'cursor' : ''} node { taskId operation status createdAt source { key provider } } }
    nodes { taskId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount ${more}
  } }`;
}

/** The gateway answers reads from its memory for a while; these tests count the calls of reads that it may not. */
const fresh = { 'x-taskline-fresh': '1' };

/** A gateway over a sandbox whose lists are read page by page. */
export async function startLists(options: TestOptions = {}) {
  const taskline = await startTestTaskline(options);
  const { askText, sandboxUrl, sent } = taskline;
  const ask = <Data>(query: string, variables: object = {}) => askText<Data>(query, variables, fresh);

  const answer = ({ list, withCursors = false, ...own }: Asked, wanted: PageArguments) =>
    ask<{ readonly page: Page | null }>(documentOf(list, withCursors), { ...own, ...wanted });

  async function page(asked: Asked, wanted: PageArguments): Promise<Page> {
    const { data, errors } = await answer(asked, wanted);
    expect(errors).toBeUndefined();
    expect(data?.page?.nodes).toEqual(data?.page?.edges.map(({ node: { taskId } }) => ({ taskId })));
    return data?.page as Page;
  }

  return {
    ...taskline,
    /** Asks whatever the text says, of the upstreams themselves. */
    ask,
    /** The answer for a page, errors and all. */
    answer,
    /** A page that must come without an error. */
    page,
    /** How many upstream calls something makes, and which. */
    callsOf: async <Result>(act: () => Promise<Result>) => {
      const before = sent().length;
      const result = await act();
      return { result, calls: sent().slice(before) };
    },
    /** Makes the sandbox's lists change at their fronts as they are read. */
    drift: async (add: number, remove: number) => {
      const body = JSON.stringify({ add, remove, everyCalls: 1 });
      const { status } = await fetch(`${sandboxUrl}/__sandbox/drift`, { method: 'PUT', body });
      expect(status).toBe(204);
    },
  };
}

export type Lists = Awaited<ReturnType<typeof startLists>>;

export const taskIdsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.taskId);
