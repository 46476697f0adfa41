import type { Arbitrary, GeneratorValue } from 'fast-check';
import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { schema } from '#src/schema/index.ts';

/** The values of arguments, as literals, by their names; arguments of other names are left out. */
export type Literals = Readonly<Record<string, readonly string[]>>;

/** Writes legal documents over the schema, with values taken from `literals`; introspection among them. */
export class RandomDocuments {
  readonly #generate: GeneratorValue;
  readonly #literals: Literals;
  #aliases = 0;

  constructor(generate: GeneratorValue, literals: Literals) {
    this.#generate = generate;
    this.#literals = literals;
  }

  /** A query whose fields lie in one another so deep at most. */
  query(depth: number): string {
    const type = schema.getQueryType();
    if (!type) throw new Error('no type of queries');
    return `{ ${this.#selections(type, [SchemaMetaFieldDef, TypeMetaFieldDef], depth)} }`;
  }

  #pick<Value>(arbitrary: Arbitrary<Value>): Value {
    return this.#generate(() => arbitrary);
  }

  #selections(type: GraphQLCompositeType, more: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    const own = 'getFields' in type ? Object.values(type.getFields()) : [];
    const fields = [...own, ...more].filter((field) => this.#canBeSelected(field, depth));
    const count = this.#pick(fc.integer({ min: 1, max: 4 }));
    const chosen = Array.from({ length: count }, () => this.#pick(fc.constantFrom(TypeNameMetaFieldDef, ...fields)));
    const selected = chosen.map((field) => this.#field(field, depth));
    if (isAbstractType(type)) selected.push(this.#fragment(type, depth));
    return selected.join(' ');
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const one = this.#pick(fc.constantFrom(...possible));
    return `... on ${one.name} { ${this.#selections(one, [], depth)} }`;
  }

  #canBeSelected({ name, type, args }: GraphQLField<unknown, unknown>, depth: number): boolean {
    // It waits for tasks that do not finish here.
    if (name === 'awaitBatchTask') return false;
    const canBeGiven = args.every((argument) => !isNonNullType(argument.type) || argument.name in this.#literals);
    return canBeGiven && (depth > 1 || !isCompositeType(getNamedType(type)));
  }

  /** Each with an alias of its own: no two fields have to be merged. */
  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.flatMap(({ name, type }) => {
      const values = this.#literals[name];
      if (!values || (!isNonNullType(type) && this.#pick(fc.boolean()))) return [];
      return [`${name}: ${this.#pick(fc.constantFrom(...values))}`];
    });
    const text = `a${this.#aliases++}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    const type = getNamedType(getNullableType(field.type));
    return isCompositeType(type) ? `${text} { ${this.#selections(type, [], depth - 1)} }` : text;
  }
}
