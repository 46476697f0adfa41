/** What the Relay specification's algorithm gives on a whole list; `after` and `before` are indexes. */
export interface RelayPage<Item> {
  readonly nodes: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface RelayArguments {
  readonly first?: number;
  readonly last?: number;
  readonly after?: number;
  readonly before?: number;
}

export function relayPage<Item>(all: readonly Item[], { first, last, after, before }: RelayArguments): RelayPage<Item> {
  const between = all.filter((_, index) => index > (after ?? -1) && index < (before ?? all.length));
  if (last !== undefined) {
    const nodes = between.slice(Math.max(0, between.length - last));
    return { nodes, hasNextPage: before !== undefined, hasPreviousPage: between.length > last };
  }
  const count = first ?? 20;
  return { nodes: between.slice(0, count), hasNextPage: between.length > count, hasPreviousPage: after !== undefined };
}
