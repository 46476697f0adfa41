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
import type { Sources } from '../request/sources.ts';
import type { CountCalls } from '../schema/calls.ts';
import { ArgumentSizes, type Variables } from './argument-sizes.ts';
import { IntrospectionSize, isIntrospection } from './introspection-size.ts';

/** An operation as a client sends it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Variables;
  /** The sources that its caller may see. */
  readonly sources: Sources;
}

/** The cost of any operation: of reading its request and writing its answer. */
const base = 30;

/** The cost of a field that looks something up: a task may be asked for along with others. */
const lookup = 20;

/** The cost of a field for each upstream call that it makes by itself. */
const call = 40;

/**
 * The maximum cost of an operation, computed before execution; docs/clients.md has the rules. A unit stands for about 2 µs
 * of CPU time. Beyond `limit` the count of an introspection may stop.
 */
export function costOf(operation: Operation, limit = Number.MAX_SAFE_INTEGER): number {
  const { schema, document, operationName, variables, sources } = operation;
  const definition = getOperationAST(document, operationName);
  const root = definition && schema.getRootType(definition.operation);
  if (!definition || !root) return base;
  const known = fixedCosts.get(definition)?.get(sources);
  if (known !== undefined) return known;
  const counter = new CostCounter(operation, new ArgumentSizes(definition, variables), limit);
  const counted = base + counter.ofSelections(definition.selectionSet, root, 1);
  const cost = Math.min(counted, Number.MAX_SAFE_INTEGER);
  if (!definition.variableDefinitions?.length) {
    fixedCosts.set(definition, (fixedCosts.get(definition) ?? new WeakMap()).set(sources, cost));
  }
  return cost;
}

/** How many tokens of a document cost 1 where it is not in the cache: parsing and validating them takes about 2 µs. */
const tokensPerCost = 2;

/** The cost of parsing and validating a document. */
export const costOfDocument = ({ tokenCount = 0 }: DocumentNode): number => Math.ceil(tokenCount / tokensPerCost);

/** How many bytes of a body cost 1: decoding and parsing them takes about 2 µs. */
const bytesPerCost = 250;

/** The cost of a request's body. */
export const costOfBody = (bytes: number): number => Math.ceil(bytes / bytesPerCost);

/** A cache for operations without variables: computing the cost of 100 aliased lookups takes 8 % of answering them. */
const fixedCosts = new WeakMap<OperationDefinitionNode, WeakMap<Sources, number>>();

class CostCounter {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #sizes: ArgumentSizes;
  readonly #sources: Sources;
  readonly #introspection: IntrospectionSize;
  readonly #known = new Map<string, number>();

  constructor({ schema, document, sources }: Operation, sizes: ArgumentSizes, limit: number) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#schema = schema;
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#sizes = sizes;
    this.#sources = sources;
    this.#introspection = new IntrospectionSize(schema, this.#fragments, sizes, limit);
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
    if (isIntrospection(node)) return this.#introspection.of(node);
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!field) return 1;
    const isPage = field.args.some(({ name }) => name === 'first');
    const below = this.#below(node, field, isPage ? this.#sizes.pageSize(node) : 1);
    return this.#times(node, field, items) * (this.#alone(node, field, parent, isPage) + below);
  }

  /** The cost of a field without its selections. */
  #alone(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLCompositeType,
    isPage: boolean,
  ): number {
    const calls = this.#callsOf(node, parent) ?? (isPage ? 1 : 0);
    if (calls > 0) return calls * call;
    return field.args.length > 0 ? lookup : 1;
  }

  /** The calls that a field makes by itself. Of an interface, the type that makes the most counts. */
  #callsOf(node: FieldNode, parent: GraphQLCompositeType): number | undefined {
    const types = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    const calls = types.flatMap((type) => {
      const count = type.getFields()[node.name.value]?.extensions['calls'] as CountCalls | undefined;
      return count ? [count(this.#sources, (name) => this.#sizes.plainValue(node, name))] : [];
    });
    return calls.length > 0 ? Math.max(...calls) : undefined;
  }

  /** How many values a field has, as far as the operation and the caller's sources tell. */
  #times(node: FieldNode, field: GraphQLField<unknown, unknown>, items: number): number {
    if (field.args.some(({ name }) => name === 'ids')) return this.#sizes.listLength(node, 'ids');
    if (field.extensions['listsSources'] === true) return Math.max(1, this.#sources.size);
    return node.name.value === 'edges' || node.name.value === 'nodes' ? items : 1;
  }

  #below({ selectionSet }: FieldNode, { type }: GraphQLField<unknown, unknown>, items: number): number {
    const named = getNamedType(type);
    return selectionSet && isCompositeType(named) ? this.ofSelections(selectionSet, named, items) : 0;
  }
}
