import { UpstreamError } from '../../upstream/errors.ts';

/** The codes that may speak of one id among many; of a wrong region or key they do not. */
const ofOneId = /^(Invalid|Illegal)(TaskId|Parameter|Argument)/;

/** Also where a firewall before the API refuses a request by a page: it may be for one of its texts, or for its length. */
const mayBeOfOneId = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  error.code === 'UPSTREAM_REJECTED' &&
  (error.failure.isFromElsewhere === true || ofOneId.test(error.failure.providerCode ?? ''));

/** How many calls finding the ids that a call was rejected for may take: two for each halving of a hundred. */
const mostCalls = 14;

/**
 * Asks for many ids at once. Where the upstream rejects them all for what may be one of them, they are asked for by
 * halves, so that an id that it does not take fails alone: the others may be other callers'.
 */
export async function askApart<Found>(
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<readonly Found[]>,
): Promise<readonly (Found | UpstreamError)[]> {
  let calls = 0;

  const half = async (some: readonly string[]): Promise<readonly (Found | UpstreamError)[]> => {
    try {
      calls += 1;
      return await ask(some);
    } catch (error) {
      if (!mayBeOfOneId(error)) throw error;
      if (some.length === 1 || calls >= mostCalls) return some.map(() => error);
      const middle = Math.ceil(some.length / 2);
      return [...(await half(some.slice(0, middle))), ...(await half(some.slice(middle)))];
    }
  };

  return half(ids);
}
