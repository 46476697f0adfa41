import type { Ask } from '../gateway.ts';
import { type FailuresQuery, FailuresDocument } from '../gql/graphql.ts';
import { endings } from '../wait.ts';

/** A failed item with the task that it belongs to. */
export interface FailedItem {
  readonly source: string;
  readonly taskId: string;
  readonly operation: string | null;
  readonly item: string | null;
  readonly message: string | null;
}

/** What can be said of a task's failed items. */
export type FailedItems =
  /** The task has finished: these are all. */
  | { readonly name: 'final'; readonly items: readonly FailedItem[] }
  /** More may fail. */
  | { readonly name: 'unfinished' }
  /** The provider has forgotten the task. */
  | { readonly name: 'gone' };

type Read = NonNullable<FailuresQuery['node']>;

/** The task of an answer; null where there is none. */
const taskIn = (node: Read | null) => (node && 'failures' in node ? node : null);

/** Reads the failed items of a task page by page: there may be ten thousands. */
export async function failedItems(ask: Ask, id: string): Promise<FailedItems> {
  const items: FailedItem[] = [];
  let after: string | null = null;
  for (;;) {
    const task = taskIn((await ask(FailuresDocument, { id, first: 500, after })).node);
    if (!task) return { name: 'gone' };
    if (endings[task.status] === undefined) return { name: 'unfinished' };
    const { source, taskId, operation, failures } = task;
    const nodes = failures?.nodes ?? [];
    items.push(...nodes.map((node) => ({ source: source.key, taskId, operation, ...node })));
    if (!failures?.pageInfo.hasNextPage) return { name: 'final', items };
    after = failures.pageInfo.endCursor;
  }
}
