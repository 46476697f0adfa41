export { connection, type ConnectionOptions } from './connection.ts';
export type { Connection, Edge, PageInfo } from './page.ts';
export { createCursorCodec, type CursorCodec } from './cursor.ts';
export {
  EndNotFoundError,
  InvalidCursorError,
  InvalidPageArgumentError,
  PaginationNotSupportedError,
  type PageArgument,
} from './errors.ts';
export type { PageArguments } from './page-arguments.ts';
export type { WindowAnswer } from './chunk.ts';
export { byToken, type ChainedOptions, type FetchTokenPage } from './by-token.ts';
export type { TokenAnswer, TokenPage } from './token-page.ts';
export { merge, type MergeOptions } from './merge.ts';
export type { MergedList } from './merged-list.ts';
export {
  byOffset,
  byPageNumber,
  listOf,
  listOfItems,
  type FetchPage,
  type FetchWindow,
  type NumberedPage,
  type RandomAccessOptions,
} from './random-access.ts';
export { reversed } from './reversed.ts';
export type { ItemTraits, Pin, PinOf } from './traits.ts';
export type { Direction, Gap, List, ListOutcome, Row, Walk } from './list.ts';
export type { PageSizes, Window } from './window-planner.ts';
