/** The owner of an item in a fair queue: principals take turns, and so do the requests of each. */
export interface TurnOwner {
  /** The name of the authenticated caller; '' without authentication. */
  readonly principal: string;
  /** The request; compared by identity. */
  readonly request: object;
  /** Whether it lets all others go first. */
  readonly yields?: boolean | undefined;
}

interface Principal<Item> {
  readonly requests: Map<object, Set<Item>>;
  size: number;
}

/** Moves a key of a map behind all others. */
function rotate<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
}

/**
 * A queue that is fair by round robin: first one item of each principal, then the next of each. The items of one principal
 * come by round robin of its requests.
 */
export class FairQueue<Item> {
  #size = 0;
  readonly #principals = new Map<string, Principal<Item>>();

  get size(): number {
    return this.#size;
  }

  add({ principal, request }: TurnOwner, item: Item): void {
    const of = this.#principals.get(principal) ?? { requests: new Map<object, Set<Item>>(), size: 0 };
    this.#principals.set(principal, of);
    of.requests.set(request, (of.requests.get(request) ?? new Set()).add(item));
    of.size += 1;
    this.#size += 1;
  }

  /** Removes the next item, and moves its principal and its request to the end; null if the queue is empty. */
  take(): { readonly principal: string; readonly item: Item } | null {
    for (const [principal, of] of this.#principals) {
      rotate(this.#principals, principal, of);
      const item = this.takeOf(principal);
      if (item !== undefined) return { principal, item };
    }
    return null;
  }

  /** Removes the next item of a principal, and moves its request to the end. */
  takeOf(principal: string): Item | undefined {
    const of = this.#principals.get(principal);
    for (const [request, items] of of?.requests ?? []) {
      for (const item of items) {
        if (of) rotate(of.requests, request, items);
        this.remove({ principal, request }, item);
        return item;
      }
    }
    return undefined;
  }

  remove({ principal, request }: TurnOwner, item: Item): void {
    const of = this.#principals.get(principal);
    const items = of?.requests.get(request);
    if (!of || !items?.delete(item)) return;
    of.size -= 1;
    this.#size -= 1;
    if (items.size === 0) of.requests.delete(request);
    if (of.size === 0) this.#principals.delete(principal);
  }

  /**
   * The item that should make room for one more of this owner. It is the last item of the largest request of the largest
   * principal, or of the owner's own principal if no other is larger. Undefined if the owner's request would itself be the
   * largest.
   */
  surplus({ principal, request }: TurnOwner): Item | undefined {
    const own = this.#principals.get(principal);
    const largest = largestOf(this.#principals.values(), ({ size }) => size);
    if (!largest) return undefined;
    const isOthers = largest.size > (own?.size ?? 0) + 1;
    const most = largestOf((isOthers ? largest : own)?.requests.values() ?? [], ({ size }) => size);
    if (!most || (!isOthers && most.size <= (own?.requests.get(request)?.size ?? 0) + 1)) return undefined;
    return [...most].at(-1);
  }
}

function largestOf<Value>(values: Iterable<Value>, sizeOf: (value: Value) => number): Value | undefined {
  let largest: Value | undefined;
  for (const value of values) if (largest === undefined || sizeOf(value) > sizeOf(largest)) largest = value;
  return largest;
}
