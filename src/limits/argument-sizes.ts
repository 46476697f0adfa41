import { type FieldNode, Kind, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';

/** The values of an operation's variables, not checked yet. */
export type Variables = Readonly<Record<string, unknown>>;

/** What a page has that says neither `first` nor `last`. */
const defaultPageSize = 20;

/** The largest page that there is; what asks for a larger one is left to the list, whose refusal names the argument. */
const largestPage = 500;

/** Reads how much the arguments of fields ask for, from the document and its variables. What is no number counts as absent. */
export class ArgumentSizes {
  readonly #variables: Map<string, unknown>;

  constructor({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables) {
    const defaults = variableDefinitions.flatMap(({ variable, defaultValue }): [string, unknown][] =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    );
    this.#variables = new Map([...defaults, ...Object.entries(variables)]);
  }

  /** How many items a page has. A size out of range, which is refused later, makes nothing cheap. */
  pageSize(field: FieldNode): number {
    const asked = [this.#value(field, 'first'), this.#value(field, 'last')];
    const sizes = asked.filter((size) => typeof size === 'number');
    return sizes.length === 0 ? defaultPageSize : Math.min(largestPage, Math.max(1, ...sizes));
  }

  listLength(field: FieldNode, argument: string): number {
    const value = this.#value(field, argument);
    return Array.isArray(value) ? Math.max(1, value.length) : 1;
  }

  #value({ arguments: given = [] }: FieldNode, name: string): unknown {
    const value = given.find((argument) => argument.name.value === name)?.value;
    if (!value) return undefined;
    if (value.kind === Kind.VARIABLE) return this.#variables.get(value.name.value);
    if (value.kind === Kind.INT || value.kind === Kind.FLOAT) return Number(value.value);
    return value.kind === Kind.LIST ? value.values : undefined;
  }
}
