import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Client, HttpClient } from '../platform/client.ts';
import type { BufferedResponse } from './buffered-response.ts';
import type { EventStreamResponse } from './event-stream.ts';
import type { GraphQLParameters, UncheckedParameters } from './graphql-parameters.ts';
import type { ErrorWriting } from './result-response.ts';
import type { ResultStream } from './result-stream.ts';

/** Answers GraphQL requests, whatever their transport. */
export interface Engine<Asking extends Client = Client> {
  /** Checks parameters, and adds the document that they name; throws if they are not valid by GraphQL over HTTP. */
  check(parameters: UncheckedParameters, client: Asking): GraphQLParameters;
  /**
   * The result of an operation, or the errors for which it was not executed; never rejects. `bodyBytes` is part of the cost.
   */
  answer(parameters: GraphQLParameters, client: Asking, bodyBytes: number): Promise<ExecutionResult>;
  /** The results of a subscription, one for each event. For any other operation, or if it is refused, a single result. */
  stream(parameters: GraphQLParameters, client: Asking, bodyBytes: number): Promise<ExecutionResult | ResultStream>;
}

/** Answers the HTTP requests of `/graphql`; their `accept` header has been replaced by the type of the answer. */
export type GraphQLHandler<Asking extends HttpClient = HttpClient> = (
  client: Asking,
) => Promise<BufferedResponse | EventStreamResponse>;

/** What a handler is made from. */
export interface HandlerOptions<Asking extends HttpClient> extends ErrorWriting {
  readonly engine: Engine<Asking>;
  /** The longest body, in bytes. */
  readonly bodyBytes: number;
  /** What a client may see of an error. */
  readonly mask: (error: unknown) => GraphQLError;
}
