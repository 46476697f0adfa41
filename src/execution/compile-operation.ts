import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { VariableValues } from './arguments.ts';
import { collectFields } from './collect.ts';
import { conditionVariables, pickVariables } from './conditions.ts';
import { execute } from './execute.ts';
import { fragmentsOf } from './fragments.ts';
import { planSelected } from './object-plan.ts';
import type { ObjectPlan } from './plan.ts';
import { type Operation, Run } from './run.ts';
import { planVariables } from './variables.ts';

/** The values of one execution. */
export interface ExecutionValues {
  readonly contextValue?: unknown;
  readonly rootValue?: unknown;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A compiled operation: what depends only on the document has been done, once for all executions. */
export interface CompiledOperation {
  execute(values: ExecutionValues): ExecutionResult | Promise<ExecutionResult>;
}

/**
 * How many plans of one operation are kept: one for each combination of values that the variables of `@skip` and `@include`
 * have had. A plan takes as much memory as the document.
 */
const mostPlans = 4;

/** The plan of an operation's root fields. Throws if a condition has no value. */
function planRoot({ schema, definition, fragments }: Operation, conditions: VariableValues): ObjectPlan {
  const type = schema.getRootType(definition.operation);
  if (!type) {
    throw new GraphQLError(`Schema is not configured to execute ${definition.operation} operation.`, {
      nodes: definition,
    });
  }
  let index = 0;
  const scope = { schema, fragments, conditions, nextIndex: () => index++ };
  return planSelected(scope, type, collectFields(scope, type, [definition.selectionSet]));
}

/** Gives the plan of an operation for the values of its variables, which decide what `@skip` and `@include` select. */
function planner(operation: Operation, document: DocumentNode): (values: VariableValues) => ObjectPlan {
  const names = conditionVariables(document, operation.definition);
  const plans = new Map<string, ObjectPlan>();
  return (values) => {
    const conditions = pickVariables(values, names);
    const key = JSON.stringify(conditions.coerced);
    const known = plans.get(key);
    if (known) return known;
    const plan = planRoot(operation, conditions);
    if (plans.size >= mostPlans) plans.clear();
    plans.set(key, plan);
    return plan;
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  definition: OperationDefinitionNode,
): CompiledOperation {
  const operation: Operation = { schema, definition, fragments: fragmentsOf(document) };
  const planFor = planner(operation, document);
  const variablesOf = planVariables(schema, definition.variableDefinitions ?? []);
  return {
    execute({ contextValue, rootValue, variableValues: given }) {
      const { errors, variableValues } = variablesOf(given ?? {});
      if (errors) return { errors };
      return execute(new Run(operation, { contextValue, rootValue, variableValues }), () => planFor(variableValues));
    },
  };
}

/** Stands for an operation that the document does not have: each execution gives the same error. */
const unknownOperation = (operationName: string | null | undefined): CompiledOperation => {
  const message = operationName ? `Unknown operation named "${operationName}".` : 'Must provide an operation.';
  return { execute: () => ({ errors: [new GraphQLError(message)] }) };
};

type Compiled = WeakMap<DocumentNode, Map<string | null | undefined, CompiledOperation>>;
const compiled = new WeakMap<GraphQLSchema, Compiled>();

/** Compiles an operation of a valid document, once for as long as the document is kept. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): CompiledOperation {
  const ofSchema: Compiled = compiled.get(schema) ?? new WeakMap();
  compiled.set(schema, ofSchema);
  const ofDocument = ofSchema.get(document) ?? new Map<string | null | undefined, CompiledOperation>();
  ofSchema.set(document, ofDocument);
  const known = ofDocument.get(operationName);
  if (known) return known;
  const definition = getOperationAST(document, operationName);
  // Not kept: a client could send any number of names that do not exist.
  if (!definition) return unknownOperation(operationName);
  const operation = compile(schema, document, definition);
  ofDocument.set(operationName, operation);
  return operation;
}
