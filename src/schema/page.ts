import type { Context } from '../request/context.ts';
import { connection, type Connection, type List, type PageArguments } from '../pagination/index.ts';

/** What a cursor is bound to: the connection, and its source, task, filter or order. */
export type Binding = readonly [connection: string, ...parts: readonly unknown[]];

/** Reads one page of a list, with cursors of this request's caller. */
export const pageOf = <Item>(
  { cursors }: Context,
  list: List<Item>,
  page: PageArguments,
  binding: Binding,
): Promise<Connection<Item>> => connection(list, page, { cursors, binding: JSON.stringify(binding) });
