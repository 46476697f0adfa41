import type { ExecutionResult } from 'graphql';
import { codedError } from '../errors/coded-error.ts';
import { type Explanation, PlannedCall } from '../request/explain.ts';

const isPlanned = (error: { readonly originalError?: Error | undefined }): boolean =>
  error.originalError instanceof PlannedCall;

/** `extensions.upstream`: the calls, and how many of them were sent for this request, or would be. */
function extensionOf({ isPlan, calls }: Explanation) {
  const all = calls();
  const made = all.filter(({ from = 'UPSTREAM', attempts = 1 }) => from === 'UPSTREAM' && attempts > 0);
  return { ...(isPlan && { plan: true }), calls: all, total: made.length };
}

/** Refuses a plan. Executing the operation instead would make the calls that the client only asked about. */
export const planRefused = () =>
  codedError('FORBIDDEN', 'The configuration does not allow a plan: nothing was executed.');

/** Refuses the plan of a subscription: its calls have no end that a plan could show. */
export const subscriptionUnplanned = () =>
  codedError('BAD_REQUEST', 'A subscription cannot be planned: nothing was executed.');

/** A result with `extensions.upstream`. A plan has no data, and no errors but those of the query itself. */
export function explained(result: ExecutionResult, explanation: Explanation): ExecutionResult {
  const extensions = { ...result.extensions, upstream: extensionOf(explanation) };
  if (!explanation.isPlan) return { ...result, extensions };
  const errors = result.errors?.filter((error) => !isPlanned(error)) ?? [];
  return { data: null, ...(errors.length > 0 && { errors }), extensions };
}
