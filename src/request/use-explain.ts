import type { Plugin } from 'graphql-yoga';
import type { Context } from './context.ts';
import { type Explanation, PlannedCall } from './explain.ts';

const isPlanned = (error: { readonly originalError?: Error | undefined }): boolean =>
  error.originalError instanceof PlannedCall;

/** `extensions.upstream`: the calls, and how many of them went to an upstream for this request. */
function extensionOf({ isPlan, calls }: Explanation) {
  const all = calls();
  const made = all.filter(({ from = 'UPSTREAM' }) => from === 'UPSTREAM');
  return { ...(isPlan && { plan: true }), calls: all, total: made.length };
}

/** Adds `extensions.upstream` where the client asked for it. A plan has no data, and only the errors of the query itself. */
export function useExplain(): Plugin<Context> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        const { explanation } = args.contextValue;
        if (!explanation || Symbol.asyncIterator in result) return;
        const extensions = { ...result.extensions, upstream: extensionOf(explanation) };
        if (!explanation.isPlan) return setResult({ ...result, extensions });
        const errors = result.errors?.filter((error) => !isPlanned(error)) ?? [];
        setResult({ data: null, ...(errors.length > 0 && { errors }), extensions });
      },
    }),
  };
}
