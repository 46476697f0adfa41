import type { Clock } from './clock.ts';
import type { Asked, Cloud } from './cloud.ts';
import type { Listed, Listing } from './listing.ts';
import type { Parameters } from './parameters.ts';
import type { Received } from './received.ts';

/** What an operation answers. */
export interface Result {
  readonly body: object;
  /** The list that was read a page of; undefined for any other read. */
  readonly listed?: Pick<Listing<Listed>, 'shift'> | undefined;
}

/** An operation over the data of an API. */
export type Operation = (parameters: Parameters) => Result;

/** A source of the gateway that asks an API of the sandbox. */
export interface SandboxSource {
  readonly key: string;
  readonly region?: string;
  readonly project?: string;
}

/** Ids of tasks, for tests that need some. */
export interface KnownTaskIds {
  /** The task that the vendor's documentation shows. */
  readonly documented: string;
  /** Fit for the provider, and of no task. */
  readonly unknown: string;
  /** The tasks that the first source of the API has at the start. */
  seeded(): readonly string[];
}

/** The data of an API, and what can be asked of it. */
export interface Service {
  /** By the names of the provider's documentation. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Puts the seed back in place of what has drifted. */
  restore(): void;
}

/** One provider's API, as the sandbox serves it. */
export interface Api<Name extends string = string> {
  readonly provider: Name;
  readonly cloud: Cloud;
  /** The sources that the gateway has of it without a configuration. */
  readonly sources: readonly [SandboxSource, ...SandboxSource[]];
  readonly taskIds: KnownTaskIds;
  /** The HTTP statuses of refusals, by their codes, where they are not those of its cloud. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** Whether a request to its cloud is for it. */
  recognizes(received: Received): boolean;
  /** What a request asks for, where its cloud cannot tell that by itself. */
  readonly ask?: (received: Received) => Asked;
  /** The service with its seed. */
  start(clock: Clock): Service;
}
