import {
  type FieldNode,
  getArgumentValues,
  type GraphQLArgument,
  type GraphQLField,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';
import { ownValue } from '../platform/own-value.ts';

/** The values of variables, coerced, as graphql's functions take them. */
export type VariableValues = NonNullable<Parameters<typeof getArgumentValues>[2]>;

/** The arguments of a field by their names. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The variables of an execution, and the arguments made from them so far. */
interface Values {
  readonly variableValues: VariableValues;
  readonly argumentValues: (Arguments | undefined)[];
}

/** Gives the arguments of a field in an execution; throws a GraphQLError about an argument that cannot be coerced. */
export type ArgumentPlan = (values: Values) => Arguments;

type Definition = GraphQLField<unknown, unknown>;

const hasVariable = (value: ValueNode): boolean => {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
};

/** The arguments that the resolver of a field without any gets. */
export const noArguments: Arguments = Object.freeze({});

/**
 * Arguments without variables are the same in each execution. They are coerced when a field first needs them, and not when the
 * operation is compiled: an error is an error of that field.
 */
function constantArguments(definition: Definition, node: FieldNode): ArgumentPlan {
  let values: Arguments | undefined;
  return () => (values ??= { ...getArgumentValues(definition, node) });
}

/** An argument that is a variable and nothing else. */
interface VariableArgument {
  readonly argument: GraphQLArgument;
  readonly variable: string;
}

/** The arguments whose value is a variable; null if a variable stands inside a list or an object. */
function variableArguments({ args }: Definition, { arguments: nodes = [] }: FieldNode): VariableArgument[] | null {
  const found: VariableArgument[] = [];
  for (const argument of args) {
    const value = nodes.find(({ name }) => name.value === argument.name)?.value;
    if (value?.kind === Kind.VARIABLE) found.push({ argument, variable: value.name.value });
    else if (value && hasVariable(value)) return null;
  }
  return found;
}

/** The arguments without variables. Those with a variable are present as undefined, which keeps the order of the definition. */
function otherArguments({ args }: Definition, node: FieldNode, variables: readonly VariableArgument[]): ArgumentPlan {
  const names = new Set(variables.map(({ argument }) => argument.name));
  // `getArgumentValues` reads nothing of the definition but its arguments.
  const others = { args: args.filter(({ name }) => !names.has(name)) } as unknown as Definition;
  let values: Arguments | undefined;
  const make = (): Arguments => {
    const constants = getArgumentValues(others, node);
    const present = args.filter(({ name }) => names.has(name) || Object.hasOwn(constants, name));
    return Object.fromEntries(present.map(({ name }) => [name, constants[name]]));
  };
  return () => (values ??= make());
}

/**
 * The other arguments, and the coerced values of the variables. Null if a variable has no value, or null where none is
 * allowed: then graphql decides between a default and an error.
 */
function withVariables(others: Arguments, variables: readonly VariableArgument[], given: VariableValues) {
  const values: Record<string, unknown> = { ...others };
  for (const { argument, variable } of variables) {
    const value = ownValue(given.coerced, variable);
    if (value === undefined || (value === null && isNonNullType(argument.type))) return null;
    values[argument.name] = value;
  }
  return values;
}

/** Arguments with variables are made once for each execution. */
function variableDependentArguments(definition: Definition, node: FieldNode, index: number): ArgumentPlan {
  const variables = variableArguments(definition, node);
  const others = variables && otherArguments(definition, node, variables);
  const make = (values: Values): Arguments =>
    (others && withVariables(others(values), variables, values.variableValues)) ?? {
      ...getArgumentValues(definition, node, values.variableValues),
    };
  return (values) => (values.argumentValues[index] ??= make(values));
}

/**
 * Plans the arguments of a field. `nextIndex` numbers the fields whose arguments depend on variables: an execution keeps
 * them by that index. Null for a field without arguments, as most are.
 */
export function planArguments(definition: Definition, node: FieldNode, nextIndex: () => number): ArgumentPlan | null {
  if (definition.args.length === 0) return null;
  const dependsOnVariables = node.arguments?.some(({ value }) => hasVariable(value));
  return dependsOnVariables
    ? variableDependentArguments(definition, node, nextIndex())
    : constantArguments(definition, node);
}
