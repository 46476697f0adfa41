/** A list of tasks, newest first, as its upstream gives it. */
export interface List {
  readonly length: number;
  /** Milliseconds. */
  timeOf(index: number): number;
  /** The task in the schema's words. */
  taskOf(index: number): object;
}
