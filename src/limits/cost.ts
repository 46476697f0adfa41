import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
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
import { ArgumentSizes, type Variables } from './argument-sizes.ts';

/** An operation as a client sends it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Variables;
}

/** The cost of a field with arguments, or of one that is marked: it may take an upstream call. */
const lookup = 10;

/** The cost of a page beside its items: it may take several upstream calls. */
const page = 30;

/**
 * The maximum cost of an operation, computed before execution: a field costs 1, one that may take an upstream call 10, a connection
 * 30; selections under a connection or under `ids` are multiplied by the page size or the number of ids. Introspection
 * is free.
 */
export function costOf({ schema, document, operationName, variables }: Operation): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 0;
  const cached = fixedCosts.get(operation);
  if (cached !== undefined) return cached;
  const counter = new CostCounter(schema, document, new ArgumentSizes(operation, variables));
  const cost = Math.min(counter.ofSelections(operation.selectionSet, root, 1), Number.MAX_SAFE_INTEGER);
  if (!operation.variableDefinitions?.length) fixedCosts.set(operation, cost);
  return cost;
}

/** A cache for operations without variables: computing the cost of 100 aliased lookups takes 8 % of answering them. */
const fixedCosts = new WeakMap<OperationDefinitionNode, number>();

class CostCounter {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #sizes: ArgumentSizes;
  readonly #known = new Map<string, number>();

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode, sizes: ArgumentSizes) {
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#schema = schema;
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#sizes = sizes;
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
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    const takes = (name: string): boolean => field.args.some((argument) => argument.name === name);
    if (takes('first')) return page + this.#below(node, field, this.#sizes.pageSize(node));
    const base = field.args.length > 0 || this.#takesCall(node.name.value, parent) ? lookup : 1;
    return this.#times(node, takes('ids'), items) * (base + this.#below(node, field, 1));
  }

  /** Whether reading a field of one object may take a call. Of an interface, one type that takes it is enough. */
  #takesCall(name: string, parent: GraphQLCompositeType): boolean {
    const types = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    return types.some((type) => type.getFields()[name]?.extensions['takesCall'] === true);
  }

  #times(node: FieldNode, isMany: boolean, items: number): number {
    if (isMany) return this.#sizes.listLength(node, 'ids');
    return node.name.value === 'edges' || node.name.value === 'nodes' ? items : 1;
  }

  #below({ selectionSet }: FieldNode, { type }: GraphQLField<unknown, unknown>, items: number): number {
    const named = getNamedType(type);
    return selectionSet && isCompositeType(named) ? this.ofSelections(selectionSet, named, items) : 0;
  }
}
