export { connection, type Connection, type ConnectionOptions, type Edge, type PageInfo } from './connection.ts';
export { createCursorCodec, type CursorCodec } from './cursor.ts';
export {
  InvalidCursorError,
  InvalidPageArgumentError,
  PaginationNotSupportedError,
  type PageArgument,
} from './errors.ts';
export type { PageArguments } from './page-arguments.ts';
export type { WindowAnswer } from './chunk.ts';
export { byToken, type ChainedOptions, type FetchTokenPage, type TokenAnswer, type TokenPage } from './chained.ts';
export { merge, type MergedList, type MergeOptions } from './merge.ts';
export {
  byOffset,
  byPageNumber,
  listOf,
  listOfItems,
  type NumberedPage,
  type RandomAccessOptions,
} from './random-access.ts';
export { reversed } from './reversed.ts';
export type { ItemTraits, Pin, PinOf } from './traits.ts';
export type { Direction, List, Walk } from './walk.ts';
export type { PageSizes, Window } from './window-planner.ts';
