import { expect, test } from 'vitest';
import { serve } from '../http/serve.ts';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const pageOf = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { headers: { ...browser, ...headers } });

async function pathsOf(url: string): Promise<string[]> {
  const html = await (await pageOf(url)).text();
  return html.match(/\/graphiql\/[0-9a-f]{16}\.(js|css)/g) ?? [];
}

test('a browser is shown the page, with or without a query', async () => {
  const { url } = await serve();
  for (const path of ['/graphql', '/graphql?query=%7Bhello%7D']) {
    const response = await fetch(url + path, { headers: browser });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toContain('<title>Taskline</title>');
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
  }
});

test('the page is small, runs no script of its own, and asks to be asked for again', async () => {
  const { url } = await serve();
  const response = await pageOf(url, { 'accept-encoding': 'identity' });
  const html = await response.text();
  expect(html.length).toBeLessThan(10_000);
  expect(html.match(/<script(?! src="\/| id="settings" type="application\/json")/g)).toBeNull();
  expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('nothing in a tab can end the script that holds it', async () => {
  const { url } = await serve();
  const html = await (await pageOf(url)).text();
  const settings = /<script id="settings" type="application\/json">(.*)<\/script>/.exec(html)?.[1] ?? '';
  expect(settings).not.toContain('<');
  expect(JSON.parse(settings).options.defaultTabs[1].query).toBe('query </script> { hello }');
});

test('a page that a browser has is not sent again', async () => {
  const { url } = await serve();
  const first = await pageOf(url);
  const etag = first.headers.get('etag') ?? '';
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await pageOf(url, { 'if-none-match': known });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  expect((await pageOf(url, { 'if-none-match': 'W/"other"' })).status).toBe(200);
});

test('the page names its style, its script and three workers, each kept for ever', async () => {
  const { url } = await serve();
  const paths = await pathsOf(url);
  expect(new Set(paths).size).toBe(5);
  for (const path of paths) {
    const response = await fetch(url + path, { method: 'HEAD' });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(path.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
  }
});

test.for([
  { accepted: 'gzip, deflate, br, zstd', encoding: 'br' },
  { accepted: 'gzip, deflate', encoding: 'gzip' },
  { accepted: 'br;q=0, gzip;q=0.5', encoding: 'gzip' },
  { accepted: 'br;q=0.0', encoding: null },
  { accepted: 'identity', encoding: null },
])('accept-encoding $accepted is answered in $encoding', async ({ accepted, encoding }) => {
  const { url } = await serve();
  const style = (await pathsOf(url)).find((path) => path.endsWith('.css')) ?? '';
  const response = await fetch(url + style, { headers: { 'accept-encoding': accepted } });
  const length = Number(response.headers.get('content-length'));
  expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
    encoding,
    'accept-encoding',
  ]);
  const text = await response.text();
  expect(text).toContain('.graphiql-container');
  expect(length < text.length).toBe(encoding !== null);
});

test.for(['/graphiql/0123456789abcdef.js', '/graphiql/', '/graphiql/__proto__'])('%s is nothing', async (path) => {
  const { url } = await serve();
  expect((await fetch(url + path)).status).toBe(404);
});

test('switched off, there is no page and there are no files', async () => {
  const [on, off] = [await serve(), await serve({ graphiql: false })];
  const [path = ''] = await pathsOf(on.url);
  expect((await pageOf(off.url)).status).toBe(404);
  expect((await fetch(off.url + path)).status).toBe(404);
  const query = await fetch(`${off.url}/graphql?query={hello}`, { headers: browser });
  expect(await query.json()).toEqual({ data: { hello: 'Hello you' } });
});
