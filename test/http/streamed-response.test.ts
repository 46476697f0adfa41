import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { getText, open } from './raw-connection.ts';
import { serve } from './serve.ts';

const path = '/tasks/x/failures.csv';

/** More parts than anyone takes: each is counted once it is asked for, and the end is told. */
function many(part: string) {
  const seen = { asked: 0, ended: false };
  async function* parts(): AsyncGenerator<string> {
    try {
      while (seen.asked < 1_000) {
        seen.asked += 1;
        yield part;
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, parts };
}

test('a client that takes no part for long is cut off, and the making of parts is ended', async () => {
  const { seen, parts } = many('x'.repeat(1_000_000));
  const { port, inside } = await serve({ limits: { readMs: 500 }, parts });
  const connection = open(port);
  connection.socket.pause();
  connection.send(getText(path));
  await expect.poll(() => seen.ended).toBe(true);
  expect(seen.asked).toBeLessThan(50);
  expect(inside.log).toEqual([]);
});

async function* slowParts() {
  for (let part = 0; part < 6; part += 1) {
    await sleep(75);
    yield `part ${part}`;
  }
}

test('a client that reads, however long the answer takes, is not cut off', async () => {
  const { port } = await serve({ limits: { readMs: 150 }, parts: slowParts });
  const connection = open(port);
  connection.send(getText(path));
  expect(await connection.read(/part 5\r\n0\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 200 /);
});

async function* largeParts() {
  for (let part = 0; part < 15; part += 1) yield 'x'.repeat(2_000_000);
}

test('a client that reads slowly, but all the time, is not cut off', async () => {
  const { url } = await serve({ limits: { readMs: 1_000 }, parts: largeParts });
  const [answer] = (await once(get(url + path), 'response')) as [IncomingMessage];
  let length = 0;
  const began = performance.now();
  // A pause after each 64 kB, so that something waits for the client whenever it is looked.
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    await sleep(3);
  }
  expect(length).toBe(30_000_000);
  expect(performance.now() - began).toBeGreaterThan(1_000);
});

test('a client that leaves between parts ends their making', async () => {
  const { seen, parts } = many('x'.repeat(100_000));
  const { port, inside } = await serve({ parts });
  const connection = open(port);
  connection.send(getText(path));
  await connection.read(/x/);
  connection.socket.destroy();
  await expect.poll(() => seen.ended).toBe(true);
  expect(inside.log).toEqual([]);
});

test('HEAD asks for no part', async () => {
  const { seen, parts } = many('x');
  const { url } = await serve({ parts });
  const answer = await fetch(url + path, { method: 'HEAD' });
  expect([answer.status, await answer.text(), seen.asked]).toEqual([200, '', 0]);
});

test('a stop lets an answer that is on its way come to its end, and closes the connection after it', async () => {
  const goOn = Promise.withResolvers<void>();
  async function* parts() {
    yield 'first';
    await goOn.promise;
    yield 'last';
  }
  const { port, stop } = await serve({ parts });
  const connection = open(port);
  connection.send(getText(path));
  await connection.read(/first/);
  const stopped = stop();
  goOn.resolve();
  await stopped;
  expect(await connection.closed).toMatch(/last\r\n0\r\n\r\n$/);
});
