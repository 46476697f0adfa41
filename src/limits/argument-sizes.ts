import { type FieldNode, Kind, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';

/** The values of an operation's variables, before validation. */
export type Variables = Readonly<Record<string, unknown>>;

/** The page size if neither `first` nor `last` is given. */
const defaultPageSize = 20;

/** The maximum page size. Larger values count as this: the list refuses them later, naming the argument. */
const largestPage = 500;

/** Reads page sizes and lengths of lists from the arguments of fields. A value of a wrong type counts as absent. */
export class ArgumentSizes {
  readonly #names: readonly string[];
  readonly #variables: Variables;
  readonly #defaults: ReadonlyMap<string, unknown>;
  #plain: Record<string, unknown> | undefined;

  constructor({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables) {
    const defaults = variableDefinitions.flatMap(({ variable, defaultValue }): [string, unknown][] =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    );
    this.#names = variableDefinitions.map(({ variable }) => variable.name.value);
    this.#variables = variables;
    this.#defaults = new Map(defaults);
  }

  /** The page size, clamped to 1 to 500: a value out of range, refused later, must not make the operation look cheap. */
  pageSize(field: FieldNode): number {
    const requested = [this.#value(field, 'first'), this.#value(field, 'last')];
    const sizes = requested.filter((size) => typeof size === 'number');
    return sizes.length === 0 ? defaultPageSize : Math.min(largestPage, Math.max(1, ...sizes));
  }

  /** The length of a list argument, at least 1. */
  listLength(field: FieldNode, argument: string): number {
    const value = this.#value(field, argument);
    return Array.isArray(value) ? Math.max(1, value.length) : 1;
  }

  /** The value of an argument as plain JSON; what it holds need not be of its type. */
  plainValue(field: FieldNode, name: string): unknown {
    const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.VARIABLE) return this.#ofVariable(value.name.value);
    return value && valueFromASTUntyped(value, this.#plainVariables());
  }

  /** The variables of the operation, without a prototype: GraphQL looks them up by their names. */
  #plainVariables(): Record<string, unknown> {
    if (!this.#plain) {
      this.#plain = Object.create(null) as Record<string, unknown>;
      for (const name of this.#names) this.#plain[name] = this.#ofVariable(name);
    }
    return this.#plain;
  }

  #value({ arguments: fieldArguments = [] }: FieldNode, name: string): unknown {
    const value = fieldArguments.find((argument) => argument.name.value === name)?.value;
    if (!value) return undefined;
    if (value.kind === Kind.VARIABLE) return this.#ofVariable(value.name.value);
    if (value.kind === Kind.INT || value.kind === Kind.FLOAT) return Number(value.value);
    return value.kind === Kind.LIST ? value.values : undefined;
  }

  #ofVariable(name: string): unknown {
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : this.#defaults.get(name);
  }
}
