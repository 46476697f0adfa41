/** A result of a subscription, however its client tells it. */
export interface Result {
  readonly data?: Record<string, unknown> | null | undefined;
  /** The codes of its errors. */
  readonly codes: readonly unknown[];
}

/** A client of the gateway that nobody here wrote. */
export interface Subscriber {
  readonly name: string;
  /** Every result until the subscription completes. Who stops to read unsubscribes. */
  subscribe(url: string, query: string, variables: Record<string, unknown>): AsyncIterable<Result>;
}

interface GraphQLErrorLike {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The codes of the errors of a result. */
export const codesOf = (errors: readonly GraphQLErrorLike[] = []): unknown[] =>
  errors.map(({ extensions }) => extensions?.['code']);

/** The address of the same gateway for WebSockets. */
export const webSocketUrl = (url: string): string => url.replace(/^http/, 'ws');
