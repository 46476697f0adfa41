/** A program in Lua that the store runs as one step, without those of other replicas in between. */
export interface StoreScript {
  /** The name by which it is called, and by which the log names it. */
  readonly name: string;
  readonly lua: string;
}
