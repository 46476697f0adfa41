/** An item of a task that failed. */
export interface TaskFailure {
  /** What failed: a domain, a record, an instance. */
  readonly item: string | null;
  /** The provider's own error code. */
  readonly code: string | null;
  readonly message: string | null;
}
