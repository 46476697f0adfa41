import type { Branch } from './branch.ts';

/** How often something was remembered, and when first and last, by `performance.now()`. */
interface Count {
  readonly source: string;
  readonly operation: string;
  readonly first: number;
  last: number;
  things: number;
}

/**
 * What one caller was answered from the memory of this process: a span for each source and operation, however many things there
 * were. Hundreds of tasks may be remembered at once.
 */
export class RememberedThings {
  readonly #counts = new Map<string, Count>();

  add(source: string, operation: string): void {
    const now = performance.now();
    const key = `${source} ${operation}`;
    const count = this.#counts.get(key) ?? { source, operation, first: now, last: now, things: 0 };
    count.last = now;
    count.things += 1;
    this.#counts.set(key, count);
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Tells of them below a span. */
  tell(caller: Branch): void {
    for (const { source, operation, first, last, things } of this.#counts.values()) {
      const told = {
        'taskline.source': source,
        'taskline.operation': operation,
        'taskline.batch_size': things,
        'taskline.from': 'MEMORY',
        'taskline.cache_level': 'process',
      };
      caller.child(operation === '' ? 'remembered' : operation, { told, at: first }).end(last);
    }
  }
}
