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
import { resultOrRefusal } from './limit-errors.ts';
import type { Variables } from './variable-values.ts';
import { ValueCheck, type ValueCheckOptions, type ValueFault } from './value-check.ts';

/** A variable whose value cannot be coerced, and what is wrong with it. */
interface VariableFault extends ValueFault {
  readonly definition: VariableDefinitionNode;
}

/** The types of variables by their definitions; undefined for a type that is no input type. */
const types = new WeakMap<VariableDefinitionNode, GraphQLInputType | undefined>();

function typeOf(schema: GraphQLSchema, definition: VariableDefinitionNode): GraphQLInputType | undefined {
  if (types.has(definition)) return types.get(definition);
  const named = typeFromAST(schema, definition.type);
  const type = isInputType(named) ? named : undefined;
  types.set(definition, type);
  return type;
}

/** The first fault in the variables of an operation. Values of the request without a variable are not checked. */
function firstFault(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Variables,
  check: ValueCheck,
): VariableFault | null {
  for (const definition of definitions) {
    const name = definition.variable.name.value;
    const type = typeOf(schema, definition);
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (!type || (value === undefined && definition.defaultValue)) continue;
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
  const { variableDefinitions = [] } = definition;
  if (variableDefinitions.length === 0) return null;
  return resultOrRefusal(() => {
    const fault = firstFault(schema, variableDefinitions, variables, new ValueCheck(options));
    return fault && errorOf(document, fault);
  });
}
