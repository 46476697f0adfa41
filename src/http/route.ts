import { isFailuresPath } from './failures-path.ts';

const routes: ReadonlySet<string> = new Set(['/graphql', '/sources', '/health', '/ready', '/']);

const probes: ReadonlySet<string> = new Set(['/health', '/ready']);

/** Whether a path is a probe: machines ask it so often that logging and tracing it would hide other requests. */
export const isProbe = (path: string): boolean => probes.has(path);

/** The route of a path, for logs and metrics. There are few routes: ids of tasks and names of files are left out. */
export function routeOf(path: string): string {
  if (routes.has(path)) return path;
  if (isFailuresPath(path)) return '/tasks/{id}/failures.csv';
  if (path.startsWith('/board/')) return '/board/{file}';
  return path.startsWith('/graphiql/') ? '/graphiql/{file}' : 'other';
}
