import { type FieldNode, Kind, type OperationDefinitionNode, type ValueNode, valueFromASTUntyped } from 'graphql';
import { ownValue } from '../platform/own-value.ts';

/** The values of an operation's variables, before they are checked. */
export type Variables = Readonly<Record<string, unknown>>;

/** The default values of an operation's variables, by their names. */
export type DefaultValues = ReadonlyMap<string, unknown>;

/** Reads the default values of an operation; undefined for variables without one. */
export const defaultValuesOf = ({ variableDefinitions = [] }: OperationDefinitionNode): DefaultValues =>
  new Map(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );

/** The variables of one request. */
export class VariableValues {
  readonly #defaults: DefaultValues;
  readonly #given: Variables;
  #all: Record<string, unknown> | undefined;

  constructor(defaults: DefaultValues, given: Variables) {
    this.#defaults = defaults;
    this.#given = given;
  }

  of(name: string): unknown {
    const value = ownValue(this.#given, name);
    return value === undefined ? this.#defaults.get(name) : value;
  }

  /** All variables of the operation, without a prototype: GraphQL looks them up by their names. */
  get all(): Readonly<Record<string, unknown>> {
    if (!this.#all) {
      this.#all = Object.create(null) as Record<string, unknown>;
      for (const name of this.#defaults.keys()) this.#all[name] = this.of(name);
    }
    return this.#all;
  }
}

/** The value of an argument as the document has it; undefined if it is absent. */
export const argumentOf = ({ arguments: given = [] }: FieldNode, name: string): ValueNode | undefined =>
  given.find((argument) => argument.name.value === name)?.value;

/** The value of an argument as plain JSON. It is not coerced, and may be of a wrong type. */
export function plainValue(field: FieldNode, name: string, variables: VariableValues): unknown {
  const value = argumentOf(field, name);
  if (value?.kind === Kind.VARIABLE) return variables.of(value.name.value);
  if (value?.kind === Kind.STRING) return value.value;
  return value && valueFromASTUntyped(value, variables.all);
}
