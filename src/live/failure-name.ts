/** What two failures are compared by: their messages differ, since they hold ids of requests. Null where there is no failure. */
export function failureName(error: unknown): string | null {
  if (error === undefined) return null;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
