import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Sources } from '../request/sources.ts';
import { costs, type CostExtensions } from '../schema/cost.ts';
import type { ArgumentSizes, Variables } from './argument-sizes.ts';
import { type Fragments, fragmentsOf } from './fragments.ts';
import { IntrospectionSize, isIntrospection } from './introspection-size.ts';

/** An operation as a client sends it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Variables;
  /** The sources that its caller may see. */
  readonly sources: Sources;
}

/** How many values of an introspection cost as much as a field: they are at hand. */
const valuesPerCost = 3;

/** Counts what the selections of an operation cost. */
export class CostCounter {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #sizes: ArgumentSizes;
  readonly #sources: Sources;
  readonly #introspection: IntrospectionSize;
  readonly #known = new Map<string, number>();

  constructor({ schema, document, sources }: Operation, sizes: ArgumentSizes, limit: number) {
    this.#schema = schema;
    this.#fragments = fragmentsOf(document);
    this.#sizes = sizes;
    this.#sources = sources;
    this.#introspection = new IntrospectionSize(schema, this.#fragments, sizes, limit * valuesPerCost);
  }

  /** `items`: the page size if the parent is a connection, else 1. An object has one type: the most expensive one counts. */
  ofSelections({ selections }: SelectionSetNode, parent: GraphQLCompositeType, items: number): number {
    let always = 0;
    const byType = new Map<GraphQLCompositeType, number>();
    for (const selection of selections) {
      const type = this.#typeOf(selection, parent);
      const cost = this.#ofSelection(selection, type, items);
      if (type !== parent && isObjectType(type)) byType.set(type, (byType.get(type) ?? 0) + cost);
      else always += cost;
    }
    return always + Math.max(0, ...byType.values());
  }

  /** The type condition of a fragment; for a field, the parent type. */
  #typeOf(selection: SelectionNode, parent: GraphQLCompositeType): GraphQLCompositeType {
    if (selection.kind === Kind.FIELD) return parent;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    const type = this.#schema.getType(fragment?.typeCondition?.name.value ?? '');
    return isCompositeType(type) ? type : parent;
  }

  #ofSelection(selection: SelectionNode, type: GraphQLCompositeType, items: number): number {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, type, items);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.ofSelections(selection.selectionSet, type, items);
    return this.#ofFragment(selection.name.value, type, items);
  }

  #ofFragment(name: string, type: GraphQLCompositeType, items: number): number {
    const key = `${name} ${items}`;
    const cost = this.#known.get(key) ?? this.#ofDefinition(name, type, items);
    this.#known.set(key, cost);
    return cost;
  }

  #ofDefinition(name: string, type: GraphQLCompositeType, items: number): number {
    const fragment = this.#fragments.get(name);
    return fragment ? this.ofSelections(fragment.selectionSet, type, items) : 0;
  }

  #ofField(node: FieldNode, parent: GraphQLCompositeType, items: number): number {
    if (isIntrospection(node)) return Math.ceil(this.#introspection.of(node) / valuesPerCost);
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!field) return costs.field;
    const below = this.#below(node, field, takes(field, 'first') ? this.#sizes.pageSize(node) : 1);
    // The cost of such a field is that of all its ids.
    if (takes(field, 'ids')) return this.#alone(node, field, parent) + this.#sizes.listLength(node, 'ids') * below;
    return this.#times(node, field, items) * (this.#alone(node, field, parent) + below);
  }

  /** The cost of a field without its selections. Of an interface, the type whose field costs most counts. */
  #alone(node: FieldNode, field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): number {
    const types = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    const told = types.flatMap((type) => {
      const { cost }: CostExtensions = type.getFields()[node.name.value]?.extensions ?? {};
      return cost ? [cost(this.#sources, (name) => this.#sizes.plainValue(node, name))] : [];
    });
    if (told.length > 0) return Math.max(...told);
    if (takes(field, 'first')) return costs.page;
    return field.args.length > 0 ? costs.task : costs.field;
  }

  /** How many values a field has, as far as the operation and the caller's sources tell. */
  #times({ name }: FieldNode, { extensions }: GraphQLField<unknown, unknown>, items: number): number {
    const { listsSources = false }: CostExtensions = extensions;
    if (listsSources) return Math.max(1, this.#sources.size);
    return name.value === 'edges' || name.value === 'nodes' ? items : 1;
  }

  #below({ selectionSet }: FieldNode, { type }: GraphQLField<unknown, unknown>, items: number): number {
    const named = getNamedType(type);
    return selectionSet && isCompositeType(named) ? this.ofSelections(selectionSet, named, items) : 0;
  }
}

const takes = ({ args }: GraphQLField<unknown, unknown>, argument: string): boolean =>
  args.some(({ name }) => name === argument);
