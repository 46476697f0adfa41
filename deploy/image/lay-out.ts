import { chmodSync, chownSync, cpSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/*
 * Lays out what the image holds: `node deploy/image/lay-out.ts /app`, after `npm ci --omit=dev` and the build of the board.
 * The Dockerfile calls it, and so does the test of the image.
 */

/** The user of the image; distroless images call the number nonroot. */
const user = 65_532;

/** What the gateway runs from, beside its packages. */
const kept = ['package.json', 'src', 'board/dist', 'scripts/check-config.ts'];

/** Packages that only the build of the board needs. */
const ofTheBuild = /^(esbuild|@esbuild|preact|@preact|@tanstack|d3-.*|internmap|\.bin|\.cache|\.package-lock\.json)$/;

/** Files of packages that no process reads: types, sources before compilation, source maps, manuals; GraphiQL a second time. */
const unread = /\.([cm]?ts|map|md)$|^node_modules\/@graphql-yoga\/render-graphiql\/cjs$/;

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('usage: node deploy/image/lay-out.ts <folder>');

function keepsOfPackages(path: string): boolean {
  const [name = ''] = relative('node_modules', path).split('/');
  return !ofTheBuild.test(name) && !unread.test(path);
}

mkdirSync(target, { recursive: true });
for (const path of kept) cpSync(path, join(target, path), { recursive: true });
cpSync('deploy/image/health.ts', join(target, 'health.ts'));
cpSync('node_modules', join(target, 'node_modules'), { recursive: true, filter: keepsOfPackages });

// The only place that the image's user may write to, while it is built.
const cache = join(target, 'node_modules/.cache');
mkdirSync(cache);
if (process.getuid?.() === 0) chownSync(cache, user, user);
chmodSync(cache, 0o755);
