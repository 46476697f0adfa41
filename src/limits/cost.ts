import { type DocumentNode, type OperationDefinitionNode } from 'graphql';
import type { Sources } from '../request/sources.ts';
import { ArgumentSizes } from './argument-sizes.ts';
import { CostCounter, type Operation } from './cost-counter.ts';
import { refusingDeepNesting } from './document-check.ts';
import { tooComplex } from './limit-errors.ts';

/** The cost of any operation: of reading its request and writing its answer. */
const base = 150;

/**
 * The maximum cost of an operation, computed before execution; docs/clients.md has the rules. A unit stands for about 2 µs
 * of CPU time. Beyond `limit` the count of an introspection may stop.
 */
export function costOf(operation: Operation, limit = Number.MAX_SAFE_INTEGER): number {
  const { schema, definition, variables, sources } = operation;
  const root = schema.getRootType(definition.operation);
  if (!root) return base;
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

/** The cost of an operation; throws QUERY_TOO_COMPLEX where it is more than the limit. */
export function acceptedCost(operation: Operation, limit: number): number {
  const cost = refusingDeepNesting(() => costOf(operation, limit));
  if (cost <= limit) return cost;
  throw tooComplex(`The operation costs ${cost}; the limit is ${limit}.`, { cost, limit });
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
