import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { CompiledOperation } from '../execution/compile-operation.ts';

/** A subscription as several clients have it who ask the same with the same grants: an event has one result for all of them. */
export interface SharedSubscription {
  readonly document: DocumentNode;
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many clients have it. */
  clients: number;
}

/** Executes events once for all who have subscribed to the same. */
export class EventResults {
  readonly #subscriptions = new Map<string, SharedSubscription>();
  readonly #results = new WeakMap<object, Map<SharedSubscription, Promise<ExecutionResult>>>();

  /** The subscription with this document, these variables and grants, shared with those who have it already. */
  enter(subscription: Omit<SharedSubscription, 'clients'>, query: string, scope: string) {
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

  /** The result of an event, by `execute` where nobody has asked for it yet. */
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
