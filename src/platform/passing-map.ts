/**
 * Values by their keys for entries that come and go as long as the process runs. A `Map` or `Set` would do, but each time
 * that it makes room it leaves its old table behind with a reference to the new one; once one of them has grown old,
 * the garbage collector keeps all that follow, and what they held, until it cleans up as a whole. That took a third of
 * the CPU time of a cold page.
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

  /** Where keys are numbers, in their order; else as they came. */
  values(): readonly Value[] {
    return Object.values(this.#entries);
  }
}
