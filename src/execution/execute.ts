import type { ExecutionResult } from 'graphql';
import { ensureGraphQLError } from '../errors/field-error.ts';
import { executeFields } from './fields.ts';
import { Frame } from './frame.ts';
import type { ObjectPlan } from './plan.ts';
import type { Run } from './run.ts';

/** The result of a run in which nothing is awaited any more. */
function resultOf({ root, errors }: Run): ExecutionResult {
  const data = root && !root.isGone ? root.result : null;
  return errors.length > 0 ? { errors, data } : { data };
}

/** Executes an operation by its plan. Gives a promise only if a resolver did. */
export function execute(run: Run, plan: () => ObjectPlan): ExecutionResult | Promise<ExecutionResult> {
  try {
    const rootPlan = plan();
    run.root = new Frame(null, '', { ...rootPlan.template }, rootPlan.type.name, false);
    executeFields(run, rootPlan, run.rootValue, run.root);
  } catch (error) {
    run.errors.push(ensureGraphQLError(error));
  }
  if (!run.root || run.root.pending === 0) return resultOf(run);
  return new Promise((resolve) => {
    run.done = () => resolve(resultOf(run));
  });
}
