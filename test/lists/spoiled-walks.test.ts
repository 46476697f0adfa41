import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startLists, type Asked } from './lists.ts';
import { fewerSources, fewerTimeline, providerLists, rowsIn, seeded } from './seeded.ts';
import { startSpoilingProxy, type Alter } from './spoiling-proxy.ts';
import { forwards } from './walking.ts';

const json = { 'content-type': 'application/json' };
const xml = { 'content-type': 'text/xml' };

/** An error as the cloud that was asked tells it in JSON. */
const busyInJson =
  (code: string, status: number): Alter =>
  (_answer, _attempt, asked) => {
    const isAlibaba = 'x-acs-action' in asked;
    return { status, headers: json, body: JSON.stringify(isAlibaba ? { Code: code, RequestId: 'R' } : { code }) };
  };

/** What a call may be answered with at times that is worth another. */
const passing: readonly Alter[] = [
  busyInJson('SystemBusy', 200),
  busyInJson('ServiceBusy', 400),
  () => ({ status: 400, headers: xml, body: '<Error><Code>ServerBusy</Code></Error>' }),
  () => ({ status: 403, headers: { ...json, 'x-error-code': 'SystemBusy' }, body: '{}' }),
  (answer) => ({ ...answer, headers: { ...json, 'content-encoding': 'gzip' } }),
  () => ({ status: 407, headers: {}, body: '' }),
];

const compressing: readonly (readonly [coding: string, compress: (body: Uint8Array | string) => Uint8Array])[] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  // At its best, as by default, it takes as long as all else together.
  ['br', (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
];

const lists: readonly Asked[] = [...providerLists, { list: 'batchTasks' }];

/** Page by page, large pages of the timeline: it has all rows of all lists. */
const sizeOf = ({ list }: Asked): number => (list === 'batchTasks' ? 500 : 100);

async function startProxied() {
  const proxy = await startSpoilingProxy();
  const sources = (sandboxUrl: string) => {
    proxy.forwardTo(sandboxUrl);
    // Half of all attempts fail: a breaker would open, as it should.
    return fewerSources(proxy.url).map((source) => ({ ...source, limits: { breaker: false, retryBudget: 100_000 } }));
  };
  const gateway = await startLists({ sources });
  const walk = async (asked: Asked) => rowsIn(...(await forwards(gateway, asked, { size: sizeOf(asked) })));
  return { proxy, walk };
}

const rowsOf = ({ source }: Asked) => (source === undefined ? fewerTimeline : seeded[source as keyof typeof seeded]);

/** Each of these in turn. */
function inTurn<Item>(items: readonly Item[]): () => Item {
  let taken = 0;
  return () => items[taken++ % items.length] as Item;
}

test.for(lists)('$list is walked whole where each call is answered oddly at first', async (asked) => {
  const { proxy, walk } = await startProxied();
  const next = inTurn(passing);
  proxy.alter((answer, attempt, headers) => (attempt === 1 ? next()(answer, attempt, headers) : answer));
  expect(await walk(asked)).toEqual(rowsOf(asked));
  expect(Math.min(...proxy.attempts())).toBe(2);
});

test.for(lists)('$list is walked whole where all answers are compressed', async (asked) => {
  const { proxy, walk } = await startProxied();
  const next = inTurn(compressing);
  proxy.alter(({ status, headers, body }) => {
    const [coding, compress] = next();
    return { status, headers: { ...headers, 'content-encoding': coding }, body: compress(body) };
  });
  expect(await walk(asked)).toEqual(rowsOf(asked));
});
