import { expect, test } from 'vitest';
import { getText, postText } from './raw-connection.ts';
import { schemes } from './schemes.ts';
import { serve } from './serve.ts';

const limits = { headersMs: 100, requestMs: 300, readMs: 400, idleMs: 100 };

const unfinished = [
  { what: 'nothing sent', text: '', end: /^(HTTP\/1\.1 408 |$)/ },
  { what: 'half a header', text: 'GET /health HTTP/1.1\r\nhost: ', end: /^(HTTP\/1\.1 408 |$)/ },
  {
    what: 'half a body',
    text: 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    end: /^(HTTP\/1\.1 408 |$)/,
  },
  {
    what: 'no request after one that was answered',
    text: getText('/health'),
    end: /^HTTP\/1\.1 200 /,
    // On a busy machine a TLS handshake takes longer than the other limits.
    ownLimits: { headersMs: 10_000, requestMs: 10_000 },
  },
];

test('a connection held with nothing, half a request, or nothing more is closed in time', async () => {
  // All at the same time, since Node looks at them only now and then.
  const cases = schemes.flatMap((scheme) => unfinished.map((each) => ({ ...scheme, ...each })));
  const isOpen = new Set(cases.map(({ what, scheme }) => `${what}, over ${scheme}`));
  const ends = cases.map(async ({ certificate, open, scheme, what, text, end, ownLimits }) => {
    const { port } = await serve({ certificate, limits: { ...limits, ...ownLimits } });
    const connection = open(port);
    connection.send(text);
    expect({ what, scheme, received: await connection.closed }).toMatchObject({ received: expect.stringMatching(end) });
    isOpen.delete(`${what}, over ${scheme}`);
  });
  await Promise.all([...ends, expect.poll(() => [...isOpen]).toEqual([])]);
});

test('a client that does not read its answer is cut off', async () => {
  const cutOffs = schemes.map(async ({ certificate, open }) => {
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
  await Promise.all(cutOffs);
});
