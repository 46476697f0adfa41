import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { maximumAnswerBytes } from '#src/upstream/send.ts';
import { startFaultyUpstream, type Fault } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from './connect.ts';

type Compress = (text: string) => Uint8Array;

/** The answer as a proxy passes it on that compresses whatever it passes. */
const compressed =
  (coding: string, compress: Compress, status = 200): Fault =>
  (response, answer) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'content-encoding': coding })
      .end(compress(status === 200 ? answer : '{"Code":"SignatureDoesNotMatch","RequestId":"REQ-1"}'));

const codings: readonly (readonly [coding: string, compress: Compress])[] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['identity', (text) => Buffer.from(text)],
  ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
];

test.for(codings)('an answer in %s is read, letters of all languages in it', async ([coding, compress]) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(compressed(coding, compress));
  await expect(connectTo(url).ask('t-ü-任务')).resolves.toEqual({ TaskSet: { Task: [{ TaskId: 't-ü-任务' }] } });
  expect(calls).toHaveLength(1);
});

test.for(codings)('so is a failure in %s', async ([coding, compress]) => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(compressed(coding, compress, 400));
  const { failure } = await failureOf(connectTo(url).ask());
  expect(failure).toMatchObject({ code: 'UPSTREAM_DENIED', providerCode: 'SignatureDoesNotMatch' });
});

const blanks = Buffer.alloc(200_000_000, ' ');
// The highest quality takes three seconds, and is hardly smaller.
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

test.for([
  // A file of gzip may consist of several, one after the other: they are unpacked like one.
  ['gzip', Buffer.concat(Array<Buffer>(100).fill(gzipSync(blanks.subarray(0, 2_000_000))))],
  ['br', brotliCompressSync(blanks, quick)],
] as const)('200 MB in a little %s are cut at the limit, and take no more memory than that', async ([coding, bomb]) => {
  expect(bomb.length).toBeLessThan(300_000);
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(compressed(coding, () => bomb));
  const before = process.memoryUsage().rss;
  const error = await failureOf(connectTo(url, { limits: { attemptMs: 5_000 } }).ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
  expect(error.message).toContain(`more than ${maximumAnswerBytes} bytes`);
  expect(calls).toHaveLength(1);
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
});

test.for([
  ['what is cut off', 'gzip', (text: string) => gzipSync(text).subarray(0, -12)],
  ['what is no gzip', 'gzip', (text: string) => Buffer.from(text)],
  ['a coding that is not known', 'rot13', (text: string) => Buffer.from(text)],
] as const)('%s is asked for once more', async ([, coding, compress]) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(compressed(coding, compress));
  const error = await failureOf(connectTo(url).ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: true });
  expect(calls).toHaveLength(2);
});
