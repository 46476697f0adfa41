const pattern = /^\/tasks\/([^/]*)\/failures\.csv$/;

/** Whether a path is that of a task's failed items: `/tasks/{id}/failures.csv`. */
export const isFailuresPath = (path: string): boolean => pattern.test(path);

/** The id in the path of a URL that is one of a task's failed items, as it stands there. */
export const taskIdIn = (url: string): string => pattern.exec(url.split('?', 1)[0] ?? '')?.[1] ?? '';
