import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { jwtSchema } from '#src/config/jwt.ts';
import { loadConfig } from '#src/config/load.ts';
import { expected, startIssuer } from '#test/access/issuer.ts';
import { bearer, sha256 } from '#test/access/tenants.ts';
import { open } from '#test/http/raw-connection.ts';
import { rowsOf, startLongTask } from './downloading.ts';

/** Begins a download, of which nothing has been read. */
async function begin(url: string): Promise<IncomingMessage> {
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  return answer;
}

/** Waits until a number does not change any more. */
async function settled(value: () => number): Promise<number> {
  let before = -1;
  while (value() !== before) {
    before = value();
    await sleep(300);
  }
  return before;
}

const pages = 32;
const messageLength = 2_000;

test('a client that does not read holds up the calls, and gets all rows once it reads', async () => {
  const { url, path, upstream } = await startLongTask(pages * 500, messageLength);
  const answer = await begin(url + path);
  // What the sockets of both ends hold is some megabytes; a page has one.
  const asked = await settled(() => upstream.calls.length);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(pages / 2);
  const rows = rowsOf(await text(answer));
  expect([rows.length, upstream.calls.length]).toEqual([pages * 500, pages]);
});

test('a client that leaves ends the call that is under way, and no other follows', async () => {
  const { url, path, upstream, logged } = await startLongTask(5_000, 10);
  const pageIsAsked = () => upstream.calls.some(({ query }) => query.get('error_item_offset') === '500');
  upstream.spoil((response, body, call) => {
    if (call.query.has('error_item_offset')) return;
    response.end(body);
  });
  const answer = await begin(url + path);
  await expect.poll(pageIsAsked, { interval: 5 }).toBe(true);
  answer.destroy();
  await expect.poll(() => upstream.calls[1]?.abortedAt, { interval: 5 }).not.toBeNull();
  await sleep(100);
  expect([upstream.calls.length, logged()]).toEqual([2, '']);
});

test.for([
  { version: '1.1', sign: /transfer-encoding: chunked/i },
  { version: '1.0', sign: /connection: close/i },
])('HTTP/$version: a failure in the middle resets the connection, and is logged once', async ({ version, sign }) => {
  const { url, path, upstream, logged } = await startLongTask(5_000, 10);
  const firstPageIsRead = Promise.withResolvers<void>();
  upstream.spoil((response, body, call) => {
    if (call.query.get('error_item_offset') !== '1000') return void response.end(body);
    void firstPageIsRead.promise.then(() => response.socket?.resetAndDestroy());
  });
  const connection = open(Number(new URL(url).port));
  connection.send(`GET ${path} HTTP/${version}\r\nhost: localhost\r\n\r\n`);
  await connection.read(/host-999\.example/);
  firstPageIsRead.resolve();
  const received = await connection.closed;
  expect(received).toMatch(sign);
  expect(received).not.toMatch(/host-1000|\r\n0\r\n\r\n$/);
  expect(connection.errors).toMatchObject([{ code: 'ECONNRESET' }]);
  const lines = logged().trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'warn', path, err: { code: 'UPSTREAM_UNAVAILABLE', source: 'huawei-dns' }, msg: /cut off/ },
  ]);
});

const key = 'downloader-key-0123456789';
const auth = { mode: 'apiKeys' as const, apiKeys: [{ name: 'desk', sha256: sha256(key), sources: ['*'] }] };
const limitsOf = (perSecond: number) => ({ ...loadConfig({}).limits, costPerSecond: perSecond });

test('each page is charged as a query, and waits until those before are paid', async () => {
  const { url, path, upstream } = await startLongTask(1_500, 10, { auth, limits: limitsOf(2_000) });
  const answer = await fetch(url + path, { headers: bearer(key) });
  expect([answer.status, rowsOf(await answer.text()).length]).toEqual([200, 1_500]);
  // Two pages cost more than there is in a second.
  const [, second = 0, third = 0] = upstream.calls.map(({ at }) => at);
  expect(third - second).toBeGreaterThan(900);
});

test('a caller in debt is told when to come again, and HEAD costs a page too', async () => {
  const { url, path, upstream } = await startLongTask(1_500, 10, { auth, limits: limitsOf(100) });
  const head = await fetch(url + path, { method: 'HEAD', headers: bearer(key) });
  const answer = await fetch(url + path, { headers: bearer(key) });
  expect([head.status, answer.status, upstream.calls.length]).toEqual([200, 429, 1]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(9);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true } }] });
});

test('the pages of a long file leave no listener behind', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const { url, path } = await startLongTask(15_000, 10);
  expect(rowsOf(await (await fetch(url + path)).text())).toHaveLength(15_000);
  await sleep(0);
  process.off('warning', warn);
  expect(warnings).toEqual([]);
});

/** Moves the clock of the process on, until the test ends. */
function laterBy(milliseconds: number): void {
  const now = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
  onTestFinished(() => clock.mockRestore());
}

test('a token that ends in the middle ends the file, and no more is asked', async () => {
  const issuer = await startIssuer();
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href });
  const { url, path, upstream, logged } = await startLongTask(5_000, 10, { auth: { mode: 'jwt', jwt } });
  const token = await issuer.token({ exp: Math.floor(Date.now() / 1_000) + 60 });
  upstream.spoil((response, body, call) => {
    // The token ends while the third of ten pages is asked for.
    if (call.query.get('error_item_offset') === '1000') laterBy(120_000);
    response.end(body);
  });
  const answer = await fetch(url + path, { headers: bearer(token) });
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
  expect(upstream.calls).toHaveLength(3);
  expect(logged().trim().split('\n')).toEqual([expect.stringMatching(/cut off in the middle/)]);
  expect(logged()).toContain('UNAUTHENTICATED');
});
