import { expect, test } from 'vitest';
import { getText, open, postText } from './raw-connection.ts';
import { serve } from './serve.ts';

const accepted = [
  'application/json',
  'application/graphql-response+json',
  'multipart/mixed',
  'multipart/mixed; deferSpec=20220824, application/json',
  'text/event-stream, application/json',
  '*/*',
];
const encodings = ['identity', 'gzip'];

const requests = accepted.flatMap((accept) =>
  encodings.flatMap((encoding) => {
    const headers = `accept: ${accept}\r\naccept-encoding: ${encoding}\r\nconnection: close\r\n`;
    return [
      { way: 'GET', accept, encoding, text: getText('/graphql?query={hello}', `host: localhost\r\n${headers}`) },
      { way: 'POST', accept, encoding, text: postText('{ hello }', headers) },
      { way: 'long POST', accept, encoding, text: postText('{ long(length: 100000) }', headers) },
    ];
  }),
);

// With both, two programs on the way may see two ends of one answer (RFC 9112, 6.1).
test.for(requests)('a $way that accepts $accept in $encoding has one length', async ({ text }) => {
  const { port } = await serve();
  const connection = open(port);
  connection.send(text);
  const [head = ''] = (await connection.closed).split('\r\n\r\n', 1);
  expect(head).toMatch(/^HTTP\/1\.1 (200|406) /);
  expect(head.match(/^(content-length|transfer-encoding):/gim)).toHaveLength(1);
});
