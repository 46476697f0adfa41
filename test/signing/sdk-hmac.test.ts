import { sha256 } from '#src/platform/digest.ts';
import { sdkHmacAuthorization } from '#src/signing/sdk-hmac.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturesOf, readFixture } from './captures.ts';
import { alteredMessages, messageOf, signatureOf } from './message.ts';

const huaweiCaptures = capturesOf('SDK-HMAC-SHA256');

interface Published {
  readonly vector: {
    readonly input: {
      readonly method: string;
      readonly path: string;
      readonly query: Readonly<Record<string, string>>;
      readonly headers: readonly [string, string][];
      readonly ak: string;
      readonly sk: string;
    };
    readonly authorization: string;
  };
}

test('signs as the vendor publishes it', () => {
  const { vector } = readFixture('huawei-published-vector.json') as Published;
  const { method, path, query, headers, ak, sk } = vector.input;
  const message = {
    method,
    path,
    query: Object.entries(query),
    headers: Object.fromEntries(headers),
    bodyHash: sha256(''),
  };
  const key = { accessKeyId: ak, accessKeySecret: sk };
  expect(sdkHmacAuthorization(message, key)).toBe(vector.authorization);
});

test.for(huaweiCaptures)("signs as the vendor's client: $file", (capture) => {
  expect(sdkHmacAuthorization(messageOf(capture), capture)).toBe(capture.headers['authorization']);
});

test('one altered letter of a signed part is another signature', () => {
  const key = { accessKeyId: 'id', accessKeySecret: 'secret' };
  const sign = (message: Parameters<typeof sdkHmacAuthorization>[0]) => signatureOf(sdkHmacAuthorization(message, key));
  fc.assert(
    fc.property(alteredMessages(['host', 'content-type', 'x-sdk-date', 'x-project-id']), ({ message, altered }) => {
      expect(sign(altered)).not.toBe(sign(message));
    }),
  );
});

test('only the headers named are signed', () => {
  const [capture] = huaweiCaptures;
  const message = messageOf(capture);
  const sign = (headers: Readonly<Record<string, string>>) =>
    sdkHmacAuthorization({ ...message, headers: { ...message.headers, ...headers } }, capture, ['host', 'x-sdk-date']);
  expect(sign({ 'x-project-id': 'another' })).toBe(sign({}));
  expect(sign({ host: 'another' })).not.toBe(sign({}));
});
