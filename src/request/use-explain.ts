import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import { codedError } from '../errors/coded-error.ts';
import type { Context } from './context.ts';
import { type Explanation, PlannedCall, wantedExplanation } from './explain.ts';

const isPlanned = (error: { readonly originalError?: Error | undefined }): boolean =>
  error.originalError instanceof PlannedCall;

/** `extensions.upstream`: the calls, and how many of them were sent for this request, or would be. */
function extensionOf({ isPlan, calls }: Explanation) {
  const all = calls();
  const made = all.filter(({ from = 'UPSTREAM', attempts = 1 }) => from === 'UPSTREAM' && attempts > 0);
  return { ...(isPlan && { plan: true }), calls: all, total: made.length };
}

/** To execute what was to be planned would make the calls that the client only asked about. */
const planRefused = () => codedError('FORBIDDEN', 'The configuration does not allow a plan: nothing was executed.');

/**
 * Adds `extensions.upstream` where the client asked for it. A plan has no data, and only the errors of the query itself;
 * it is refused where the configuration allows none.
 */
export function useExplain({ explain }: { readonly explain: boolean }): Plugin<YogaInitialContext & Context> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { explanation, request } = args.contextValue;
      if (!explain && wantedExplanation(request.headers) === 'plan') {
        return setResultAndStopExecution({ errors: [planRefused()] });
      }
      if (!explanation) return;
      return {
        onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result) return;
          const extensions = { ...result.extensions, upstream: extensionOf(explanation) };
          if (!explanation.isPlan) return setResult({ ...result, extensions });
          const errors = result.errors?.filter((error) => !isPlanned(error)) ?? [];
          setResult({ data: null, ...(errors.length > 0 && { errors }), extensions });
        },
      };
    },
  };
}
