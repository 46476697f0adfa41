import type { ExecutionResult, GraphQLError } from 'graphql';
import type { IdentifiedClient, IdentifiedHttpClient } from '../access/identity.ts';
import { codedError, type HttpDetails } from '../errors/coded-error.ts';
import type { Engine } from '../http/engine.ts';
import { PageEnd } from './page-end.ts';

/** The operation that each page is: it is checked, charged and bounded as if the client had sent it. */
const query = /* GraphQL */ `
  query TasklineFailures($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      ... on BatchTask {
        failures(first: $first, after: $after) {
          nodes {
            item
            message
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`;

/** The most that a page has: no provider gives more in a call. */
const first = 500;

/** How often in a row the gateway may put a page off before the download is given up. */
const mostDelays = 5;

/** A failed item as the query reads it. */
export interface FailedItem {
  readonly item: string | null;
  readonly message: string | null;
}

interface Failures {
  readonly nodes: readonly FailedItem[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

type Data = { readonly node: { readonly failures: Failures } | null } | null;

/** How the engine answered for a page. */
type Outcome =
  | { readonly name: 'page'; readonly failures: Failures }
  | { readonly name: 'absent' }
  | { readonly name: 'failed'; readonly error: GraphQLError }
  /** The gateway asks the caller to come later: for its rate, or for want of capacity. */
  | { readonly name: 'delayed'; readonly error: GraphQLError; readonly milliseconds: number };

/** In how many milliseconds an error asks to come again; null where it does not. */
function delayOf({ extensions }: GraphQLError): number | null {
  const seconds = (extensions.http as HttpDetails | undefined)?.headers?.['retry-after'];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

function outcomeOf({ errors, data }: ExecutionResult): Outcome {
  const [error] = errors ?? [];
  if (error) {
    const milliseconds = delayOf(error);
    return milliseconds === null ? { name: 'failed', error } : { name: 'delayed', error, milliseconds };
  }
  // It has the shape of the query.
  const failures = (data as Data)?.node?.failures;
  return failures ? { name: 'page', failures } : { name: 'absent' };
}

/** Whose failed items are read, and for whom. */
export interface FailureReading {
  readonly engine: Engine<IdentifiedClient>;
  readonly client: IdentifiedHttpClient;
  /** The global id of the task. */
  readonly id: string;
}

async function ask({ engine, client, id }: FailureReading, after: string | null, end: PageEnd): Promise<Outcome> {
  return outcomeOf(await engine.answer({ query, variables: { id, first, after } }, { ...client, outgoing: end }, 0));
}

/** A list that goes on from where it was: to read on would never end. */
const stuck = (): GraphQLError => codedError('INTERNAL_SERVER_ERROR', 'The list of failed items does not go on.');

/** A task that was there when its first page was read. */
const gone = (): GraphQLError => codedError('BAD_REQUEST', 'The task is gone.', { status: 404 });

const tokenEnded = (): GraphQLError => codedError('UNAUTHENTICATED', 'The token has ended.');

/** A page after the first: it waits where the gateway asks for that, and throws where there is none. */
async function nextPage(reading: FailureReading, after: string, end: PageEnd): Promise<Failures> {
  const { expiresAt } = reading.client.identity;
  for (let delays = 0; ; delays += 1) {
    if (expiresAt !== null && Date.now() >= expiresAt) throw tokenEnded();
    const outcome = await ask(reading, after, end);
    if (outcome.name === 'page') return outcome.failures;
    if (outcome.name === 'absent') throw gone();
    if (outcome.name === 'failed' || delays === mostDelays) throw outcome.error;
    await end.within(outcome.milliseconds);
  }
}

async function* pagesFrom(reading: FailureReading, firstPage: Failures, firstEnd: PageEnd): Pages {
  let [{ nodes, pageInfo }, end] = [firstPage, firstEnd];
  for (;;) {
    try {
      yield nodes;
    } finally {
      end.close();
    }
    const { hasNextPage, endCursor } = pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null) throw stuck();
    end = new PageEnd(reading.client.outgoing);
    ({ nodes, pageInfo } = await nextPage(reading, endCursor, end));
    if (nodes.length === 0 && pageInfo.endCursor === endCursor) throw stuck();
  }
}

/** Pages of failed items: each is asked for once the one before has been taken. */
export type Pages = AsyncGenerator<readonly FailedItem[], void>;

/** The failed items of a task, of which the first page has been read; or why it could not be. */
export type FailuresFound =
  | { readonly name: 'found'; readonly pages: Pages }
  | { readonly name: 'absent' }
  | { readonly name: 'failed'; readonly error: GraphQLError };

/** Reads the failed items of a task, the first page at once. */
export async function findFailures(reading: FailureReading): Promise<FailuresFound> {
  const end = new PageEnd(reading.client.outgoing);
  const outcome = await ask(reading, null, end);
  if (outcome.name === 'page') return { name: 'found', pages: pagesFrom(reading, outcome.failures, end) };
  end.close();
  return outcome.name === 'absent' ? outcome : { name: 'failed', error: outcome.error };
}
