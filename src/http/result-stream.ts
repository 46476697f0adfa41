import type { ExecutionResult } from 'graphql';

/** The results of a subscription. Whoever reads them no further calls `return`. */
export interface ResultStream extends AsyncIterableIterator<ExecutionResult, undefined> {
  return(): Promise<IteratorResult<ExecutionResult, undefined>>;
}

/** Whether an engine has answered by a stream. */
export const isStream = (result: ExecutionResult | ResultStream): result is ResultStream =>
  Symbol.asyncIterator in result;

/** One result as a stream. */
export async function* oneResult(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
}
