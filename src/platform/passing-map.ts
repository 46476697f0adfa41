/**
 * A map for short-lived entries in an object that lives as long as the process. A `Map` or `Set` replaces its hash table from
 * time to time, and the old table refers to the new one. Once an old table is in the old generation of the heap, minor
 * garbage collections keep all later tables and their values, until a major one. That took a third of the CPU time of an
 * uncached page.
 */
export class PassingMap<Key extends string | number, Value> {
  readonly #entries: Partial<Record<Key, Value>> = Object.create(null);

  get(key: Key): Value | undefined {
    return this.#entries[key];
  }

  set(key: Key, value: Value): void {
    this.#entries[key] = value;
  }

  delete(key: Key): void {
    delete this.#entries[key];
  }

  /** In numeric order if the keys are numbers, otherwise in the order of insertion. */
  values(): readonly Value[] {
    return Object.values(this.#entries);
  }
}
