import {
  coerceInputValue,
  getVariableValues,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { VariableValues } from './arguments.ts';

type Given = Readonly<Record<string, unknown>>;
type Source = VariableValues['sources'][string];

/** The values of an operation's variables, or what is wrong with them. */
export type CoercedVariables =
  | { readonly variableValues: VariableValues; readonly errors?: never }
  | { readonly errors: readonly GraphQLError[]; readonly variableValues?: never };

/** Coerces the variables of an execution. */
export type VariablePlan = (given: Given) => CoercedVariables;

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly signature: Source['signature'];
  /** Its values where none is given; undefined if one must be. */
  readonly absent: VariableValues | undefined;
}

function planVariable(schema: GraphQLSchema, definition: VariableDefinitionNode): Variable | null {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return null;
  const { variableValues } = getVariableValues(schema, [definition], {});
  const { defaultValue } = definition;
  const signature = { name, type, default: defaultValue && { literal: defaultValue } };
  return { name, type, signature, absent: variableValues };
}

/** Coerces variables by their types, which are known. Null where a value is wrong: what to say of it is graphql's. */
function coerce(variables: readonly (Variable | null)[], given: Given): VariableValues | null {
  const sources = Object.create(null) as Record<string, Source>;
  const coerced = Object.create(null) as Record<string, unknown>;
  for (const variable of variables) {
    if (!variable) return null;
    const { name, type, signature, absent } = variable;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (!absent) return null;
      Object.assign(sources, absent.sources);
      Object.assign(coerced, absent.coerced);
      continue;
    }
    const known = coerceInputValue(value, type);
    if (known === undefined) return null;
    sources[name] = { signature, value };
    coerced[name] = known;
  }
  return { sources, coerced };
}

/** Plans the coercion of an operation's variables: graphql itself looks up their types in each execution. */
export function planVariables(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): VariablePlan {
  const variables = definitions.map((definition) => planVariable(schema, definition));
  return (given) => {
    const variableValues = coerce(variables, given);
    return variableValues ? { variableValues } : getVariableValues(schema, definitions, given, { maxErrors: 50 });
  };
}
