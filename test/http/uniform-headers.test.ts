import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { useUniformHeaders } from '#src/http/uniform-headers.ts';
import { getText, open } from './raw-connection.ts';
import { serve } from './serve.ts';

setFlagsFromString('--allow-natives-syntax');
const haveSameMap = runInThisContext('(one, other) => %HaveSameMap(one, other)') as (
  one: IncomingHttpHeaders,
  other: IncomingHttpHeaders,
) => boolean;

/** A server that gives the headers of its next request, as Node has them. */
async function receive() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return async (lines: readonly string[]): Promise<IncomingHttpHeaders> => {
    const { socket, send } = open((server.address() as AddressInfo).port);
    send(getText('/', lines.map((line) => `${line}\r\n`).join('')));
    const [request] = (await once(server, 'request')) as [IncomingMessage];
    socket.destroy();
    return request.headers;
  };
}

const uniform = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const request = { headers };
  useUniformHeaders(request);
  return request.headers;
};

const lines = [
  'host: localhost',
  'accept: */*',
  'x-taskline-fresh: 1',
  'cookie: a=1',
  'set-cookie: b',
  'set-cookie: c',
];

test('headers in any order have one hidden class, and are what they were', async () => {
  const headersOf = await receive();
  const first = await headersOf(lines);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: 1 }), async (some) => {
      const headers = await headersOf(some.includes('host: localhost') ? some : [...some, 'host: localhost']);
      expect({ ...uniform(headers) }).toEqual(headers);
      expect(haveSameMap(uniform(headers), uniform(first))).toBe(true);
    }),
    { numRuns: 30 },
  );
  const other = await headersOf(lines.toReversed());
  expect(haveSameMap(first, other)).toBe(false);
});

test('a header may have the name of a property that all objects have', async () => {
  const { url } = await serve();
  const { send, read } = open(Number(new URL(url).port));
  send(getText('/health', 'host: localhost\r\n__proto__: x\r\nconstructor: y\r\nx-request-id: mine\r\n'));
  expect(await read(/alive/)).toContain('x-request-id: mine');
});
