import { sha256 } from '#src/platform/digest.ts';
import { tc3Authorization } from '#src/signing/tc3-hmac.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturesOf, readFixture } from './captures.ts';
import { alteredMessages, messageOf, signatureOf } from './message.ts';

const tencentCaptures = capturesOf('TC3-HMAC-SHA256');

interface Published {
  readonly vector: {
    readonly input: {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly service: string;
      readonly secretId: string;
      readonly secretKey: string;
    };
    readonly authorization: string;
  };
}

/** What the vendor's clients sign. */
const signed = ['content-type', 'host'];

test('signs as the vendor publishes it', () => {
  const { vector } = readFixture('tencent-published-vector.json') as Published;
  const { method, path, headers, body, service, secretId, secretKey } = vector.input;
  const message = { method, path, query: [], headers, bodyHash: sha256(body) };
  const key = { accessKeyId: secretId, accessKeySecret: secretKey };
  expect(tc3Authorization(message, key, service, signed)).toBe(vector.authorization);
});

test.for(tencentCaptures)("signs as the vendor's client: $file", (capture) => {
  const message = messageOf(capture);
  // It leaves the port out of the host that it signs, and takes the first part of any host for the product.
  const host = message.headers['host']?.split(':')[0] ?? '';
  const service = host.split('.')[0] ?? '';
  const sent = { ...message, headers: { ...message.headers, host } };
  expect(tc3Authorization(sent, capture, service, signed)).toBe(capture.headers['authorization']);
});

const key = { accessKeyId: 'id', accessKeySecret: 'secret' };
const at = (message: Parameters<typeof tc3Authorization>[0], seconds: number) => ({
  ...message,
  headers: { ...message.headers, 'x-tc-timestamp': String(seconds) },
});

const sign = (message: Parameters<typeof tc3Authorization>[0]): string =>
  signatureOf(tc3Authorization(at(message, 1_551_113_065), key, 'dnspod'));

test('one altered letter of a signed part is another signature', () => {
  fc.assert(
    fc.property(alteredMessages(['host', 'content-type', 'x-tc-action']), ({ message, altered }) => {
      expect(sign(altered)).not.toBe(sign(message));
    }),
  );
});

const [capture] = tencentCaptures;
const message = messageOf(capture);
const authorize = (changed: object = {}, secret = 'secret', service = 'dnspod') =>
  signatureOf(tc3Authorization({ ...message, ...changed }, { ...key, accessKeySecret: secret }, service));

test('another second, body, order, secret or product is another signature', () => {
  const pairs = [
    ['a', '1'],
    ['b', '2'],
  ] as const;
  const signatures = [
    authorize(),
    authorize(at(message, 1_551_113_065)),
    authorize(at(message, 1_551_113_066)),
    authorize({ bodyHash: sha256('other') }),
    authorize({ query: pairs }),
    authorize({ query: pairs.toReversed() }),
    authorize({}, 'Secret'),
    authorize({}, 'secret', 'cvm'),
  ];
  expect(new Set(signatures).size).toBe(signatures.length);
});

const headers = (changed: object) => ({ headers: { ...message.headers, ...changed } });

test('neither an unsigned header nor the case of a signed one matters', () => {
  expect(authorize(headers({ accept: 'text/plain', 'x-tc-language': 'en-US' }))).toBe(authorize());
  expect(authorize(headers({ 'x-tc-action': 'describebatchtask' }))).toBe(authorize());
  expect(authorize(headers({ 'x-tc-action': 'DescribeDomainList' }))).not.toBe(authorize());
});

test.for([
  { seconds: 1_551_139_199, day: '2019-02-25' },
  { seconds: 1_551_139_200, day: '2019-02-26' },
])('a key is of one day in UTC: $seconds is on $day', ({ seconds, day }) => {
  expect(tc3Authorization(at(message, seconds), key, 'dnspod')).toContain(`Credential=id/${day}/dnspod/tc3_request, `);
});
