import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Sources } from '../request/sources.ts';
import { oneItem } from './argument-sizes.ts';
import { refusingDeepNesting } from './document-check.ts';
import { fragmentsOf } from '../execution/fragments.ts';
import { IntrospectionSize, valuesPerCost } from './introspection-size.ts';
import { tooComplex } from './limit-errors.ts';
import { amount, type CostInputs, type Price } from './price.ts';
import { Pricing } from './pricing.ts';
import { type DefaultValues, defaultValuesOf, type Variables, VariableValues } from './variable-values.ts';

/** The cost of any operation: of reading its request and writing its answer. */
const base = 150;

/** An operation as a client sends it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Variables;
  /** The sources that its caller may see. */
  readonly sources: Sources;
}

/** What is known of an operation's cost from its document alone. */
interface PricedOperation {
  readonly price: Price;
  readonly defaults: DefaultValues;
  /** Without variables: the costs that were computed, by the caller's sources. */
  readonly costs: WeakMap<Sources, number>;
}

const priced = new WeakMap<OperationDefinitionNode, PricedOperation>();

function pricedOperation({ schema, document, definition }: Operation): PricedOperation {
  const known = priced.get(definition);
  if (known) return known;
  const root = schema.getRootType(definition.operation);
  const pricing = new Pricing(schema, fragmentsOf(document));
  const price = root ? pricing.ofSelections(definition.selectionSet, root, oneItem) : 0;
  const operation = { price, defaults: defaultValuesOf(definition), costs: new WeakMap<Sources, number>() };
  priced.set(definition, operation);
  return operation;
}

/** The cost inputs of one request. */
class RequestInputs implements CostInputs {
  readonly variables: VariableValues;
  readonly sources: Sources;
  readonly known = new Map<Price, number>();
  readonly #operation: Operation;
  readonly #limit: number;
  #introspection: IntrospectionSize | undefined;

  constructor(operation: Operation, variables: VariableValues, limit: number) {
    this.variables = variables;
    this.sources = operation.sources;
    this.#operation = operation;
    this.#limit = limit;
  }

  /** Made when a price reads it: few operations have introspection. */
  get introspection(): IntrospectionSize {
    const { schema, document } = this.#operation;
    const limit = this.#limit * valuesPerCost;
    return (this.#introspection ??= new IntrospectionSize(schema, fragmentsOf(document), this.variables, limit));
  }
}

/**
 * The maximum cost of an operation, computed before execution; docs/clients.md has the rules. A unit stands for about 2 µs
 * of CPU time. The values of an introspection may be counted only up to `limit`.
 */
export function costOf(operation: Operation, limit = Number.MAX_SAFE_INTEGER): number {
  const { definition, sources } = operation;
  const { price, defaults, costs } = pricedOperation(operation);
  const known = costs.get(sources);
  if (known !== undefined) return known;
  const inputs = new RequestInputs(operation, new VariableValues(defaults, operation.variables), limit);
  const cost = Math.min(base + amount(price, inputs), Number.MAX_SAFE_INTEGER);
  if (!definition.variableDefinitions?.length) costs.set(sources, cost);
  return cost;
}

/** The cost of an operation; throws QUERY_TOO_COMPLEX if it is more than the limit. */
export function acceptedCost(operation: Operation, limit: number): number {
  const cost = refusingDeepNesting(() => costOf(operation, limit));
  if (cost <= limit) return cost;
  throw tooComplex(`The operation costs ${cost}; the limit is ${limit}.`, { cost, limit });
}

/** How many tokens of a document that is not cached cost 1: parsing and validating them takes about 2 µs. */
const tokensPerCost = 2;

/** The cost of parsing and validating a document. */
export const costOfDocument = ({ tokenCount = 0 }: DocumentNode): number => Math.ceil(tokenCount / tokensPerCost);

/** How many bytes of a body cost 1. They take 1 µs to parse and to check, or 8 µs in an object with many keys. */
const bytesPerCost = 100;

/** The cost of a request's body. */
export const costOfBody = (bytes: number): number => Math.ceil(bytes / bytesPerCost);
