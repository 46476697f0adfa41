import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { operationName } from '../board/data/request.ts';
import { documents } from '../board/documents.ts';

/*
 * Builds the board: `board/` becomes `board/dist/`, which the gateway serves. Runs when the project is installed, needs
 * no network, and takes less than a second.
 */

process.chdir(new URL('../', import.meta.url).pathname);
const output = 'board/dist';

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The hashes of the board's documents, by the names of their operations. */
const hashes = Object.fromEntries(documents.map((text) => [operationName(text), sha256(text)]));

/** Bundles the script and the style; their paths by extension. Names hold hashes, so that browsers keep them for ever. */
async function bundle(): Promise<Record<'js' | 'css', string>> {
  const { metafile } = await build({
    entryPoints: { board: 'board/main.tsx', style: 'board/style/index.css' },
    entryNames: '[name]-[hash]',
    outdir: `${output}/files`,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    define: { documentHashes: JSON.stringify(hashes) },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // The compiler's settings are for checking; esbuild would read more out of them.
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const paths = Object.keys(metafile.outputs);
  const only = (extension: string) => paths.find((path) => path.endsWith(extension)) ?? '';
  return { js: only('.js'), css: only('.css') };
}

/** Writes the compressed forms of a file beside it: once here and well, rather than at a request. */
function compress(path: string): void {
  const content = readFileSync(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

/** Copies the page's icon under a name with its hash; its path. */
function copyIcon(): string {
  const content = readFileSync('board/logo.svg');
  const hash = sha256(content).slice(0, 8).toUpperCase();
  const path = `${output}/files/logo-${hash}.svg`;
  writeFileSync(path, content);
  return path;
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const { js, css } = await bundle();
const icon = copyIcon();
for (const path of [js, css, icon]) compress(path);
const page = readFileSync('board/index.html', 'utf8')
  .replaceAll(/\n\s*/g, '')
  .replace('/board/logo.svg', () => `/board/${basename(icon)}`)
  .replace('/board/main.js', () => `/board/${basename(js)}`)
  .replace('/board/style.css', () => `/board/${basename(css)}`);
writeFileSync(
  `${output}/documents.json`,
  JSON.stringify(Object.fromEntries(documents.map((text) => [sha256(text), text]))),
);
// The page comes last: with it, the board counts as built.
writeFileSync(`${output}/index.html`, page);
