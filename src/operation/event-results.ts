import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { CompiledOperation } from '../execution/compile-operation.ts';

/**
 * A subscription that several clients share: same document, variables and grants. An event has one result for all of them.
 */
export interface SharedSubscription {
  readonly document: DocumentNode;
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many clients share it. */
  clients: number;
}

/** Executes each event once for all clients that share a subscription. */
export class EventResults {
  readonly #subscriptions = new Map<string, SharedSubscription>();
  readonly #results = new WeakMap<object, Map<SharedSubscription, Promise<ExecutionResult>>>();

  /**
   * Joins the clients with the same query, variables and grants; `leave` is to be called when the client's subscription ends.
   */
  join(subscription: Omit<SharedSubscription, 'clients'>, query: string, scope: string) {
    const text = JSON.stringify([scope, query, subscription.variables]);
    const key = createHash('sha256').update(text).digest('base64');
    const shared = this.#subscriptions.get(key) ?? { ...subscription, clients: 0 };
    this.#subscriptions.set(key, shared);
    shared.clients += 1;
    let hasLeft = false;
    const leave = (): void => {
      if (hasLeft) return;
      hasLeft = true;
      shared.clients -= 1;
      if (shared.clients === 0) this.#subscriptions.delete(key);
    };
    return { shared, leave };
  }

  /** The result of an event; the first client to ask has it executed. */
  of(event: object, shared: SharedSubscription, execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
    const results = this.#results.get(event) ?? new Map<SharedSubscription, Promise<ExecutionResult>>();
    this.#results.set(event, results);
    const known = results.get(shared);
    if (known) return known;
    const result = execute();
    results.set(shared, result);
    return result;
  }
}
