import { expect, test } from 'vitest';
import { getText, postText } from './raw-connection.ts';
import { schemes } from './schemes.ts';
import { serve } from './serve.ts';

const limits = { headersMs: 100, requestMs: 300, readMs: 500, idleMs: 100 };

test.for([
  { held: 'nothing sent', text: '' },
  { held: 'half a header', text: 'GET /health HTTP/1.1\r\nhost: ' },
  {
    held: 'half a body',
    text: 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
  },
])('a connection held with $held is closed', async ({ text }) => {
  for (const { certificate, open } of schemes) {
    const { port } = await serve({ certificate, limits });
    const connection = open(port);
    connection.send(text);
    expect(await connection.closed).toMatch(/^(HTTP\/1\.1 408 |$)/);
  }
});

test.for(schemes)('a client that does not read its answer is cut off, over $scheme', async ({ certificate, open }) => {
  const { port, inside } = await serve({ certificate, limits });
  const connection = open(port);
  await connection.ready;
  connection.socket.pause();
  connection.send(postText('{ long(length: 20000000) }'));
  // A paused socket does not tell that it was closed; writing to it does.
  const knock = setInterval(() => connection.send(getText('/health')), 50);
  await connection.closed;
  clearInterval(knock);
  expect(inside.log).toEqual([]);
});

test.for(schemes)('an idle connection is closed in time, over $scheme', async ({ certificate, open }) => {
  const { port } = await serve({ certificate, limits });
  const connection = open(port);
  connection.send(getText('/health'));
  expect(await connection.closed).toMatch(/^HTTP\/1\.1 200 /);
});
