import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import type { Fragments } from '../execution/fragments.ts';
import { plainValue, type VariableValues } from './variable-values.ts';

/** How many values of an introspection cost 1: the schema is in memory, so that they are cheaper than other fields. */
export const valuesPerCost = 3;

/** The introspection fields of the root type, by their names. */
const metaFields = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** Whether a field of the root type is introspection with selections of its own. */
export const isIntrospection = ({ name }: FieldNode): boolean => metaFields.has(name.value);

/**
 * Counts the values of an introspection's answer, by GraphQL's own resolvers over the schema. Selections of the same type
 * are counted once, however often they are reached. Stops soon after `limit`, since the operation is refused then.
 */
export class IntrospectionSize {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #variables: VariableValues;
  /** The counts by selection set, and then by the object of the schema that it selects from. */
  readonly #known = new Map<SelectionSetNode, Map<unknown, number>>();
  /** How many values may still be counted one by one. */
  #remaining: number;

  constructor(schema: GraphQLSchema, fragments: Fragments, variables: VariableValues, limit: number) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
    this.#remaining = limit;
  }

  /** The number of values that a field of the root type answers with. */
  of(node: FieldNode): number {
    const field = metaFields.get(node.name.value);
    return field ? this.#ofField(node, field, undefined) : 0;
  }

  #ofField(node: FieldNode, field: GraphQLField<unknown, unknown>, source: unknown): number {
    const given = {
      includeDeprecated: plainValue(node, 'includeDeprecated', this.#variables) ?? false,
      name: plainValue(node, 'name', this.#variables),
    };
    // These resolvers read nothing of the information but the schema.
    const value = field.resolve?.(source, given, undefined, { schema: this.#schema } as GraphQLResolveInfo);
    const type = getNamedType(field.type);
    return this.#ofValue(value, node.selectionSet, isObjectType(type) ? type : null);
  }

  #ofValue(value: unknown, selections: SelectionSetNode | undefined, type: GraphQLObjectType | null): number {
    this.#remaining -= 1;
    if (this.#remaining < 0 || value === null || value === undefined) return 1;
    if (!Array.isArray(value)) return selections && type ? 1 + this.#ofSelections(selections, type, value) : 1;
    let size = 1;
    for (const item of value) size += this.#ofValue(item, selections, type);
    return size;
  }

  #ofSelections(set: SelectionSetNode, type: GraphQLObjectType, source: unknown): number {
    const known = this.#known.get(set) ?? new Map<unknown, number>();
    this.#known.set(set, known);
    const size = known.get(source) ?? this.#sum(set, type, source);
    known.set(source, size);
    return size;
  }

  #sum({ selections }: SelectionSetNode, type: GraphQLObjectType, source: unknown): number {
    let size = 0;
    for (const selection of selections) size += this.#ofSelection(selection, type, source);
    return size;
  }

  #ofSelection(selection: SelectionNode, type: GraphQLObjectType, source: unknown): number {
    if (selection.kind === Kind.FIELD) {
      const field = type.getFields()[selection.name.value];
      return field ? this.#ofField(selection, field, source) : 1;
    }
    const set =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : this.#fragments[selection.name.value]?.selectionSet;
    return set ? this.#ofSelections(set, type, source) : 0;
  }
}
