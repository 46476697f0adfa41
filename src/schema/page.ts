import type { Context } from '../request/context.ts';
import { connection, type Connection } from '../pagination/index.ts';
import type { PageArguments } from '../pagination/index.ts';
import type { List } from '../pagination/index.ts';

/** What a cursor belongs to, beside the connection: a source, a task, a filter, an order. Null is as good as absent. */
export type Binding = readonly [connection: string, ...parts: readonly unknown[]];

/** The page of a list that a connection field is asked for. */
export const pageOf = <Item>(
  { cursors }: Context,
  list: List<Item>,
  page: PageArguments,
  binding: Binding,
): Promise<Connection<Item>> => connection(list, page, { cursors, binding: JSON.stringify(binding) });
