import {
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { argumentNames } from '../errors/argument-name.ts';
import type { ValueFault } from '../errors/value-fault.ts';
import { takesText } from '../execution/takes-text.ts';
import { ownValue } from '../platform/own-value.ts';
import { resultOrRefusal } from './limit-errors.ts';
import type { Variables } from './variable-values.ts';
import { ValueCheck, type ValueCheckOptions } from './value-check.ts';

/** A variable whose value cannot be coerced, and what is wrong with it. */
interface VariableFault extends ValueFault {
  readonly definition: VariableDefinitionNode;
}

/** A variable of an operation. */
interface Variable {
  readonly definition: VariableDefinitionNode;
  readonly name: string;
  readonly type: GraphQLInputType;
  /** Whether every string is a value of its type. */
  readonly isText: boolean;
}

const known = new WeakMap<OperationDefinitionNode, readonly Variable[]>();

/** The variables of an operation whose types are input types, found once for all requests. */
function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Variable[] {
  const found = known.get(operation);
  if (found) return found;
  const variables = (operation.variableDefinitions ?? []).flatMap((definition): Variable[] => {
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) return [];
    return [{ definition, name: definition.variable.name.value, type, isText: takesText(type) }];
  });
  known.set(operation, variables);
  return variables;
}

/** The first fault in the variables of an operation. Values of the request without a variable are not checked. */
function firstFault(variables: readonly Variable[], given: Variables, check: ValueCheck): VariableFault | null {
  for (const { definition, name, type, isText } of variables) {
    const value = ownValue(given, name);
    if (isText && typeof value === 'string') {
      check.count();
      continue;
    }
    if (value === undefined && definition.defaultValue) continue;
    const fault = check.faultIn(value, type);
    if (fault) return { ...fault, definition };
  }
  return null;
}

/** The error about a variable. It names the argument that the variable is used for. */
function errorOf(document: DocumentNode, { definition, place, complaint }: VariableFault): GraphQLError {
  const name = argumentNames(document).get(definition) ?? `$${definition.variable.name.value}`;
  const argument = `${name}${place}`;
  return new GraphQLError(`${argument}: ${complaint}`, { nodes: definition, extensions: { argument } });
}

/** An operation, and the values of its variables as they came. */
export interface VariablesToCheck {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Variables;
}

/** The error for which an operation is not executed with these variables; null if there is none. */
export function variableError(
  { schema, document, definition, variables }: VariablesToCheck,
  options: ValueCheckOptions,
): GraphQLError | null {
  const planned = variablesOf(schema, definition);
  if (planned.length === 0) return null;
  return resultOrRefusal(() => {
    const fault = firstFault(planned, variables, new ValueCheck(options));
    return fault && errorOf(document, fault);
  });
}
