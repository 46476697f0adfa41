import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Client, HttpClient } from '../platform/client.ts';
import type { BufferedResponse } from './buffered-response.ts';
import type { EventStreamResponse } from './event-stream.ts';
import type { GraphQLParameters, UncheckedParameters } from './graphql-parameters.ts';
import type { ErrorWriting } from './result-response.ts';
import type { ResultStream } from './result-stream.ts';

/** Answers GraphQL requests, whichever way they came. */
export interface Engine<Asking extends Client = Client> {
  /** The parameters with the document that they name; throws where they are not what GraphQL over HTTP has. */
  check(parameters: UncheckedParameters, client: Asking): GraphQLParameters;
  /** The result of an operation, or the errors for which there is none; does not reject. A body costs by its bytes. */
  answer(parameters: GraphQLParameters, client: Asking, bodyBytes: number): Promise<ExecutionResult>;
  /** The results of a subscription, one for each event; of any other operation, and of one that is refused, its one result. */
  stream(parameters: GraphQLParameters, client: Asking, bodyBytes: number): Promise<ExecutionResult | ResultStream>;
}

/** Answers the HTTP requests of `/graphql`; their `accept` header has been reduced to the type of the answer. */
export type GraphQLHandler<Asking extends HttpClient = HttpClient> = (
  client: Asking,
) => Promise<BufferedResponse | EventStreamResponse>;

/** What a handler consists of. */
export interface HandlerOptions<Asking extends HttpClient> extends ErrorWriting {
  readonly engine: Engine<Asking>;
  /** The longest body, in bytes. */
  readonly bodyBytes: number;
  /** What a client may see of an error. */
  readonly mask: (error: unknown) => GraphQLError;
}
