import type { ExecutionResult } from 'graphql';

/** The results of a subscription. A reader that stops before the end has to call `return`. */
export interface ResultStream extends AsyncIterableIterator<ExecutionResult, undefined> {
  return(): Promise<IteratorResult<ExecutionResult, undefined>>;
}

/** Whether an engine's answer is a stream. */
export const isStream = (result: ExecutionResult | ResultStream): result is ResultStream =>
  Symbol.asyncIterator in result;

/** One result as a stream. */
export async function* oneResult(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
}
