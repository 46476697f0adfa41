import {
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { costs, type CostExtensions, type FieldCost } from '../schema/cost.ts';
import { listLengthOf, oneItem, type PageSize, pageSizeOf } from './argument-sizes.ts';
import type { Fragments } from '../execution/fragments.ts';
import { isIntrospection, valuesPerCost } from './introspection-size.ts';
import { greatest, type Price, shared, times, total } from './price.ts';
import { plainValue } from './variable-values.ts';

const takes = ({ args }: GraphQLField<unknown, unknown>, argument: string): boolean =>
  args.some(({ name }) => name === argument);

/** Finds the prices of a document's selections: what depends on the document alone is computed here, once. */
export class Pricing {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #known = new Map<string, Price>();

  constructor(schema: GraphQLSchema, fragments: Fragments) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  /**
   * `page`: the page size of the parent, if that is a connection. Of selections by type only the most expensive type counts.
   */
  ofSelections({ selections }: SelectionSetNode, parent: GraphQLCompositeType, page: PageSize): Price {
    const always: Price[] = [];
    const byType = new Map<GraphQLCompositeType, Price[]>();
    for (const selection of selections) {
      const type = this.#typeOf(selection, parent);
      const price = this.#ofSelection(selection, type, page);
      if (type === parent || !isObjectType(type)) always.push(price);
      else byType.set(type, [...(byType.get(type) ?? []), price]);
    }
    return total([...always, greatest(Array.from(byType.values(), total))]);
  }

  /** The type condition of a fragment; for a field, the parent type. */
  #typeOf(selection: SelectionNode, parent: GraphQLCompositeType): GraphQLCompositeType {
    if (selection.kind === Kind.FIELD) return parent;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments[selection.name.value];
    const type = this.#schema.getType(fragment?.typeCondition?.name.value ?? '');
    return isCompositeType(type) ? type : parent;
  }

  #ofSelection(selection: SelectionNode, type: GraphQLCompositeType, page: PageSize): Price {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, type, page);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.ofSelections(selection.selectionSet, type, page);
    return this.#ofFragment(selection.name.value, type, page);
  }

  #ofFragment(name: string, type: GraphQLCompositeType, page: PageSize): Price {
    const key = `${name} ${page.key}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fragment = this.#fragments[name];
    const price = fragment ? shared(this.ofSelections(fragment.selectionSet, type, page)) : 0;
    this.#known.set(key, price);
    return price;
  }

  #ofField(node: FieldNode, parent: GraphQLCompositeType, page: PageSize): Price {
    if (isIntrospection(node)) return ({ introspection }) => Math.ceil(introspection.of(node) / valuesPerCost);
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!field) return costs.field;
    const below = this.#below(node, field, takes(field, 'first') ? pageSizeOf(node) : oneItem);
    const alone = this.#alone(node, field, parent, page);
    // The cost that is declared for such a field is that of all its ids together.
    if (takes(field, 'ids')) return total([alone, times(listLengthOf(node, 'ids'), below)]);
    return times(timesOf(node, field, page), total([alone, below]));
  }

  /** The price of a field without its selections. For an interface, that of the object type whose field costs most. */
  #alone(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLCompositeType,
    { list }: PageSize,
  ): Price {
    const { costByList }: CostExtensions = field.extensions;
    if (costByList && list) return costOf(costByList, list);
    const types = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    const declared = types.flatMap((type): Price[] => {
      const { cost }: CostExtensions = type.getFields()[node.name.value]?.extensions ?? {};
      if (typeof cost !== 'function') return cost === undefined ? [] : [cost];
      return [costOf(cost, node)];
    });
    if (declared.length > 0) return greatest(declared);
    if (takes(field, 'first')) return costs.page;
    return field.args.length > 0 ? costs.task : costs.field;
  }

  #below({ selectionSet }: FieldNode, { type }: GraphQLField<unknown, unknown>, page: PageSize): Price {
    const named = getNamedType(type);
    return selectionSet && isCompositeType(named) ? this.ofSelections(selectionSet, named, page) : 0;
  }
}

/** The price of a field whose cost depends on the arguments of a node. */
const costOf =
  (cost: FieldCost, node: FieldNode): Price =>
  ({ sources, variables }) =>
    cost(sources, (name) => plainValue(node, name, variables));

/** How many values a field has at most, by the page size and the caller's sources. */
function timesOf({ name }: FieldNode, { extensions }: GraphQLField<unknown, unknown>, page: PageSize): Price {
  const { listsSources = false }: CostExtensions = extensions;
  if (listsSources) return ({ sources }) => Math.max(1, sources.size);
  return name.value === 'edges' || name.value === 'nodes' ? page.items : 1;
}
