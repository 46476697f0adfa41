import { isFailuresPath } from './failures-path.ts';

const routes: ReadonlySet<string> = new Set(['/graphql', '/sources', '/health', '/ready', '/']);

const probes: ReadonlySet<string> = new Set(['/health', '/ready']);

/** Whether a path is asked so often, and by machines, that to tell of each request would hide the others. */
export const isProbe = (path: string): boolean => probes.has(path);

/** The route of a path, of which there are few: what stands for a task or a file is left out. */
export function routeOf(path: string): string {
  if (routes.has(path)) return path;
  if (isFailuresPath(path)) return '/tasks/{id}/failures.csv';
  if (path.startsWith('/board/')) return '/board/{file}';
  return path.startsWith('/graphiql/') ? '/graphiql/{file}' : 'other';
}
