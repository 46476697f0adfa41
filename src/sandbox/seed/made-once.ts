/** Makes the lists of the seed once for each population: they never change, so that all sandboxes of a process share them. */
export function madeOnce<Names extends readonly string[], Item>(
  make: (...names: Names) => readonly Item[],
): (...names: Names) => readonly Item[] {
  const made = new Map<string, readonly Item[]>();
  return (...names) => {
    const key = names.join(' ');
    const items = made.get(key) ?? make(...names);
    made.set(key, items);
    return items;
  };
}
