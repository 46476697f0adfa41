import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createStaticFile, type StaticFile } from '../http/static-file.ts';

/** What the page is told of the gateway that serves it. */
export interface PageSettings {
  /** Whether there is GraphiQL to lead to. */
  readonly graphiql: boolean;
}

/** The built page, in memory. */
export interface Built {
  readonly html: StaticFile;
  /** The files that the page loads, by their paths. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The Content-Security-Policy: scripts, styles, images and requests of this server only, nothing inline, and no text of a
 * script's own making. `'self'` covers the WebSocket of this server too.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The names of files hold their hashes. */
const forever = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' };

/** The place in the built page where the settings go. */
const settingsPlace = '{ "settings": "here" }';

/** Reads what `scripts/build-board.ts` wrote: the page, and its files with their compressed forms. */
export async function readBuilt(folder: string, settings: PageSettings): Promise<Built> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const html = page.replace(settingsPlace, () => JSON.stringify(settings).replaceAll('<', '\\u003c'));
  const names = await readdir(join(folder, 'files'));
  const files = names
    .filter((name) => extname(name) in types)
    .map(async (name) => [`/board/${name}`, await readBuiltFile(join(folder, 'files', name))] as const);
  return { html: createStaticFile(html, pageHeaders), files: new Map(await Promise.all(files)) };
}

async function readBuiltFile(path: string): Promise<StaticFile> {
  const [content, br, gzip] = await Promise.all([readFile(path), readFile(`${path}.br`), readFile(`${path}.gz`)]);
  return createStaticFile(content, { ...forever, 'content-type': types[extname(path)] }, { br, gzip });
}
