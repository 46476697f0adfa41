import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connection, createCursorCodec, InvalidCursorError } from '#src/pagination/index.ts';
import { cursors, model, offsetList, pageList, pageOf, things, tokenList } from './models.ts';

const codec = createCursorCodec(['the key']);
const places = fc.jsonValue({ maxDepth: 2 });

test('what was encoded is decoded, under the same binding', () => {
  fc.assert(
    fc.property(places, fc.string(), (place, binding) => {
      expect(codec.decode(binding, codec.encode(binding, place as never))).toEqual(JSON.parse(JSON.stringify(place)));
    }),
  );
});

test('any change of a bit is found', () => {
  const bytes = Buffer.from(codec.encode('list', [1, 'a']), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const altered = Buffer.from(bytes);
    altered[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => codec.decode('list', altered.toString('base64url'))).toThrow(InvalidCursorError);
  }
});

const idOf = (list: number): string => createHash('sha256').update(String(list)).digest('hex').slice(0, 32);
const entryOf = (list: number) => [
  'after',
  [18, idOf(list), 1780249800000 + list, 1040, null],
  1780249800000 + list,
  0,
];

test('the place of a merge of six lists is a short text', () => {
  const entries = Array.from({ length: 6 }, (_, list) => [`aliyun-ecs-region-${list}`, entryOf(list)]);
  const place = ['forward', 'aliyun-ecs-region-0', Object.fromEntries(entries)];
  const cursor = codec.encode('list', place);
  expect(codec.decode('list', cursor)).toEqual(place);
  expect(cursor.length).toBeLessThan(1_000);
});

test('the place of a merge of sixteen lists is deflated', () => {
  const entries = Array.from({ length: 16 }, (_, list) => [`aliyun-ecs-region-${list}`, entryOf(list)]);
  const place = ['forward', 'aliyun-ecs-region-0', Object.fromEntries(entries)];
  const cursor = codec.encode('list', place);
  expect(codec.decode('list', cursor)).toEqual(place);
  expect(cursor.length).toBeLessThan(JSON.stringify(place).length / 2);
});

const good = codec.encode('list', [1]);
test.for([
  { name: 'empty', text: '' },
  { name: 'short', text: 'AAAA' },
  { name: '100 kB', text: 'A'.repeat(100_000) },
  { name: 'of another list', text: codec.encode('list2', [1]) },
  { name: 'of a binding that runs into the payload', text: codec.encode('lis', ['t']) },
  { name: 'by another key', text: createCursorCodec(['another']).encode('list', [1]) },
  { name: 'padded', text: `${good}=` },
  { name: 'with a blank', text: `${good} ` },
  { name: 'in plain base64', text: `+/${good}` },
  { name: 'cut', text: good.slice(0, -1) },
  { name: 'twice', text: good + good },
])('a cursor is refused that is $name, in one wording', ({ text }) => {
  expect(() => codec.decode('list', text)).toThrow(new InvalidCursorError());
});

test('a cursor of an older version is refused, though its signature is good', async () => {
  const { createHmac } = await import('node:crypto');
  const payload = Buffer.concat([Buffer.of(0), Buffer.from('[1]')]);
  const tag = createHmac('sha256', 'the key').update('4:list').update(payload).digest().subarray(0, 16);
  const now = Buffer.concat([Buffer.of(1), Buffer.from('[1]')]);
  const tagNow = createHmac('sha256', 'the key').update('4:list').update(now).digest().subarray(0, 16);
  expect(codec.decode('list', Buffer.concat([now, tagNow]).toString('base64url'))).toEqual([1]);
  expect(() => codec.decode('list', Buffer.concat([payload, tag]).toString('base64url'))).toThrow(InvalidCursorError);
});

test('the first key signs, and all verify', () => {
  const rotated = createCursorCodec(['new key', 'the key']);
  expect(rotated.decode('list', good)).toEqual([1]);
  expect(() => codec.decode('list', rotated.encode('list', [1]))).toThrow(InvalidCursorError);
  expect(() => createCursorCodec([])).toThrow(RangeError);
});

test('a place of another shape is an invalid cursor, and makes no call', async () => {
  const upstream = model(things(10));
  const lists = [offsetList(upstream, 10), pageList(upstream, [5, 10]), tokenList(upstream, 10)];
  await fc.assert(
    fc.asyncProperty(places, fc.constantFrom(...lists), async (place, list) => {
      const cursor = cursors.encode('things', place as never);
      await expect(pageOf(list, { first: 1, after: cursor })).rejects.toThrow(InvalidCursorError);
      await expect(pageOf(list, { first: 1, before: cursor })).rejects.toThrow(InvalidCursorError);
      await expect(pageOf(list, { first: 0, after: '' })).rejects.toThrow(InvalidCursorError);
    }),
  );
  expect(upstream.calls).toBe(0);
});

test('a cursor of another connection, source, filter or order is refused, and makes no call', async () => {
  const upstream = model(things(10));
  const list = offsetList(upstream, 10);
  const { edges } = await pageOf(list, { first: 3 });
  const { cursor } = edges[1]!;
  upstream.calls = 0;
  for (const binding of ['', 'thing', 'things2', 'Things']) {
    for (const page of [{ after: cursor }, { last: 1, before: cursor }, { first: 0, after: cursor }]) {
      await expect(connection(list, page, { cursors, binding })).rejects.toThrow(InvalidCursorError);
    }
  }
  expect(upstream.calls).toBe(0);
});
