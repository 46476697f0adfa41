const pattern = /^\/tasks\/([^/]*)\/failures\.csv$/;

/** Whether a path is that of a task's failed items: `/tasks/{id}/failures.csv`. */
export const isFailuresPath = (path: string): boolean => pattern.test(path);

/** The id in such a path, as it stands there. */
export const taskIdIn = (path: string): string => pattern.exec(path)?.[1] ?? '';
