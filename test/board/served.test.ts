import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { createBoard } from '#src/board/board.ts';
import { serve } from '../http/serve.ts';
import { startTestTaskline } from '#test/taskline.ts';

const built = new URL('../../board/dist/', import.meta.url).pathname;

const board = (settings = { graphiql: true }) => createBoard({ settings, warn: () => {} });

async function pageOf(url: string): Promise<{ html: string; paths: string[]; policy: string }> {
  const response = await fetch(`${url}/`);
  const html = await response.text();
  const paths = html.match(/\/board\/[\w-]+\.\w+/g) ?? [];
  return { html, paths, policy: response.headers.get('content-security-policy') ?? '' };
}

test('the gateway serves the board at its root, and leads to GraphQL where the board is off', async () => {
  const on = await startTestTaskline();
  const { html } = await pageOf(on.url);
  expect(html).toContain('<title>Taskline</title>');
  const off = await startTestTaskline({ config: { board: false } });
  const response = await fetch(`${off.url}/`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  const [path = ''] = (await pageOf(on.url)).paths;
  expect((await fetch(off.url + path)).status).toBe(404);
  expect(on.sent()).toEqual([]);
});

test.for([true, false])('the page is told whether there is GraphiQL: %s', async (graphiql) => {
  const { url } = await startTestTaskline({ config: { graphiql } });
  const [, settings = ''] =
    /<script id="settings" type="application\/json">(.*?)<\/script>/.exec((await pageOf(url)).html) ?? [];
  expect(JSON.parse(settings)).toEqual({ graphiql });
});

test('the policy allows nothing inline and no other server, and the page needs neither', async () => {
  const { url } = await serve({ board: board() });
  const { html, policy } = await pageOf(url);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/unsafe|https?:|data:|blob:|\*/);
  expect(html.match(/<script(?! id="settings" type="application\/json"| type="module" src="\/board\/)/g)).toBeNull();
  expect(html).not.toMatch(/ style=| on\w+=|https?:\/\//);
});

test('every file that the page names is there, under its hash, for ever', async () => {
  const { url } = await serve({ board: board() });
  const { paths } = await pageOf(url);
  expect(new Set(paths.map((path) => path.split('.').at(-1)))).toEqual(new Set(['css', 'js', 'svg']));
  for (const path of paths) {
    const response = await fetch(url + path);
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(path).toMatch(/-[0-9A-Z]{8}\./);
    expect(await response.text()).toBe(readFileSync(join(built, 'files', path.slice('/board/'.length)), 'utf8'));
  }
});

test.for([
  { encoding: 'br', decompress: brotliDecompressSync, extension: '.br' },
  { encoding: 'gzip', decompress: gunzipSync, extension: '.gz' },
])('in $encoding, files are sent as they were compressed when they were built', async (row) => {
  const { url } = await serve({ board: board() });
  const { paths } = await pageOf(url);
  for (const path of paths) {
    const { headers, body } = await request(url + path, { headers: { 'accept-encoding': row.encoding } });
    const content = Buffer.from(await body.arrayBuffer());
    const file = join(built, 'files', path.slice('/board/'.length));
    expect(headers['content-encoding']).toBe(row.encoding);
    expect(content.equals(readFileSync(file + row.extension))).toBe(true);
    expect(row.decompress(content).equals(readFileSync(file))).toBe(true);
  }
});

test('all of the board together is less than 300 kB over the wire', () => {
  const files = join(built, 'files');
  for (const extension of ['.br', '.gz']) {
    const sizes = readdirSync(files).filter((name) => name.endsWith(extension));
    expect(sizes.length).toBeGreaterThanOrEqual(3);
    const bytes = sizes.reduce((sum, name) => sum + readFileSync(join(files, name)).length, 0);
    expect(bytes).toBeLessThan(300_000);
    expect(bytes).toBeGreaterThan(10_000);
  }
});

test.for(['/board/', '/board/board-00000000.js', '/board/../package.json', '/board/index.html', '/board/__proto__'])(
  '%s is nothing',
  async (path) => {
    const { port } = await serve({ board: board() });
    // By undici, which leaves the path as it is.
    const { statusCode } = await request({ origin: `http://127.0.0.1:${port}`, path, method: 'GET' } as never);
    expect(statusCode).toBe(404);
  },
);

test('where it has not been built, the log and the page say how to build it', async () => {
  const warnings: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'unbuilt-'));
  const unbuilt = createBoard({ folder, settings: { graphiql: true }, warn: (text) => warnings.push(text) });
  expect(warnings).toEqual([expect.stringContaining('npm run build:board')]);
  const { url } = await serve({ board: unbuilt });
  const response = await fetch(`${url}/`);
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build:board')]);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});
