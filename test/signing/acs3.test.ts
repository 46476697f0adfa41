import { acs3Authorization } from '#src/signing/acs3.ts';
import { sha256 } from '#src/platform/digest.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturesOf, readFixture } from './captures.ts';
import { alteredMessages, messageOf, signatureOf } from './message.ts';

const alibabaCaptures = capturesOf('ACS3-HMAC-SHA256');

type Value = string | number | readonly string[];

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly pathname: string;
  /** Lists are sent as Name.1, Name.2, … */
  readonly query: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly authorization: string;
}

const { vectors } = readFixture('acs3-vectors.json') as { vectors: readonly Vector[] };

const flatten = ([name, value]: [string, Value]): [string, string][] =>
  Array.isArray(value) ? value.map((item, index) => [`${name}.${index + 1}`, String(item)]) : [[name, String(value)]];

const lowerCased = (headers: Vector['headers']) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

test.for(vectors)('signs as the vendor: $name', (vector) => {
  const message = {
    method: vector.method,
    path: vector.pathname,
    query: Object.entries(vector.query).flatMap(flatten),
    headers: lowerCased(vector.headers),
    bodyHash: sha256(vector.body),
  };
  expect(acs3Authorization(message, vector)).toBe(vector.authorization);
});

test.for(alibabaCaptures)("signs as the vendor's client: $file", (capture) => {
  expect(acs3Authorization(messageOf(capture), capture)).toBe(capture.headers['authorization']);
});

test('one altered letter of a signed part is another signature', () => {
  const key = { accessKeyId: 'id', accessKeySecret: 'secret' };
  const sign = (message: Parameters<typeof acs3Authorization>[0]) => signatureOf(acs3Authorization(message, key));
  fc.assert(
    fc.property(alteredMessages(['host', 'content-type', 'x-acs-date', 'x-acs-action']), ({ message, altered }) => {
      expect(sign(altered)).not.toBe(sign(message));
    }),
  );
});

test('another body or another secret is another signature', () => {
  const [capture] = alibabaCaptures;
  const message = messageOf(capture);
  const sign = (bodyHash: string, accessKeySecret: string) =>
    signatureOf(acs3Authorization({ ...message, bodyHash }, { accessKeyId: 'id', accessKeySecret }));
  expect(new Set([sign('a', 'secret'), sign('b', 'secret'), sign('a', 'Secret')]).size).toBe(3);
});

test('neither the order of the pairs nor an unsigned header matters', () => {
  const capture = alibabaCaptures.find(({ file }) => file === 'ecs-05-filters-and-dates.json')!;
  const message = messageOf(capture);
  const other = { ...message, query: message.query.toReversed(), headers: { ...message.headers, accept: '*/*' } };
  expect(acs3Authorization(other, capture)).toBe(capture.headers['authorization']);
});
