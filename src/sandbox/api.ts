import type { ProviderName } from '../tasks/task.ts';
import type { Listed, Listing } from './listing.ts';
import type { Parameters } from './parameters.ts';

/** What an operation answers. */
export interface Result {
  readonly body: object;
  /** The list that was read a page of; undefined for any other read. */
  readonly listed?: Pick<Listing<Listed>, 'shift'> | undefined;
}

export type Operation = (parameters: Parameters) => Result;

/** One provider's API over its data. */
export interface Api {
  readonly provider: ProviderName;
  /** By the names of the provider's documentation. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Puts the seed back in place of what has drifted. */
  restore(): void;
}
