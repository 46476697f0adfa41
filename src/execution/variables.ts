import {
  coerceInputValue,
  getNullableType,
  getVariableValues,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isListType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { ownValue } from '../platform/own-value.ts';
import type { VariableValues } from './arguments.ts';
import { takesText } from './takes-text.ts';

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
  readonly signature: Source['signature'];
  /** Coerces a value of the request; undefined if it is not of the type. */
  readonly coerce: (value: unknown) => unknown;
  /** What the variable is without a value in the request: its default or nothing. Undefined if it is required. */
  readonly absent: VariableValues | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Coerces values of a type. Strings and lists of strings are taken as they are: graphql would coerce each id of a list. */
function coercionTo(type: GraphQLInputType): Variable['coerce'] {
  if (takesText(type)) return (value) => (isText(value) ? value : coerceInputValue(value, type));
  const nullable = getNullableType(type);
  if (isListType(nullable) && takesText(nullable.ofType)) {
    return (value) => (Array.isArray(value) && value.every(isText) ? value : coerceInputValue(value, type));
  }
  return (value) => coerceInputValue(value, type);
}

function planVariable(schema: GraphQLSchema, definition: VariableDefinitionNode): Variable | null {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return null;
  const { variableValues } = getVariableValues(schema, [definition], {});
  const { defaultValue } = definition;
  const signature = { name, type, default: defaultValue && { literal: defaultValue } };
  return { name, signature, coerce: coercionTo(type), absent: variableValues };
}

/** The variables of one execution. `sources` are made only when graphql reads them, which is seldom. */
class Coerced implements VariableValues {
  readonly coerced: Record<string, unknown> = Object.create(null);
  readonly #variables: readonly Variable[];
  readonly #given: Given;

  constructor(variables: readonly Variable[], given: Given) {
    this.#variables = variables;
    this.#given = given;
  }

  get sources(): VariableValues['sources'] {
    const sources: Record<string, Source> = Object.create(null);
    for (const { name, signature, absent } of this.#variables) {
      const value = ownValue(this.#given, name);
      if (value === undefined) Object.assign(sources, absent?.sources);
      else sources[name] = { signature, value };
    }
    return sources;
  }
}

/** Coerces the variables. Null if a value is wrong: graphql then writes the errors. */
function coerce(variables: readonly Variable[], given: Given): VariableValues | null {
  const values = new Coerced(variables, given);
  for (const variable of variables) {
    const { name, absent } = variable;
    const value = ownValue(given, name);
    if (value === undefined) {
      if (!absent) return null;
      Object.assign(values.coerced, absent.coerced);
      continue;
    }
    const known = variable.coerce(value);
    if (known === undefined) return null;
    values.coerced[name] = known;
  }
  return values;
}

/**
 * Plans the coercion of an operation's variables: their types are looked up once, and not in each execution as graphql does.
 */
export function planVariables(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): VariablePlan {
  const planned = definitions.map((definition) => planVariable(schema, definition));
  const variables = planned.every((variable) => variable !== null) ? planned : null;
  return (given) => {
    const variableValues = variables && coerce(variables, given);
    return variableValues ? { variableValues } : getVariableValues(schema, definitions, given, { maxErrors: 50 });
  };
}
