import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { alibabaError, answering, dated, huaweiError } from '#test/discipline/faults.ts';
import { ecs, lookUp, pause, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream, type Fault, type ReceivedCall } from '#test/faulty-upstream.ts';

/** Huawei locks a key after five refusals in a row. */
const lockedAfter = 5;

const dns = (endpoint: string, index: number, settings: Partial<SourceConfig> = {}): SourceConfig =>
  ecs(endpoint, { key: `dns-${index}`, provider: 'HUAWEI_DNS', region: 'ap-southeast-3', ...settings });

const sourcesAt = (url: string, count = 8, settings: Partial<SourceConfig> = {}): SourceConfig[] =>
  Array.from({ length: count }, (_, index) => dns(url, index, settings));

const noTasks = (): object => ({ tasks: [], metadata: { total_count: 0 }, TaskSet: { Task: [] }, TotalCount: 0 });

const page = '{ batchTasks(first: 20) { nodes { id } sources { source { key } error { code } } } }';

const isAlibaba = ({ headers }: ReceivedCall): boolean => 'x-acs-action' in headers;

const wrongKey = huaweiError(401, 'APIGW.0301');

/** The tasks of the sources by their numbers, each asked for so many times. */
const lookUps = (count: number, each = 1): string[] =>
  Array.from({ length: count * each }, (_, index) => lookUp(`${index}`.padStart(32, '0'), `dns-${index % count}`));

/** How a wrong key may be told of. */
const refusals: readonly (readonly [how: string, refusal: Fault])[] = [
  ['in the documented form', wrongKey],
  ["by the service behind the gateway, with a status that is a permission's", huaweiError(403, 'DNS.0005')],
  ['by a gateway of its own', answering(200, { error_code: 'APIG.0301', error_msg: 'no' })],
  ['by a status alone', answering(401, '<html></html>', { 'content-type': 'text/html' })],
  ['by a status in an answer', answering(200, { error: { code: 401, title: 'Unauthorized' } })],
  ['by a status as a code', answering(403, { code: '401', message: 'no' })],
];

test.for(refusals)(
  'one page over 8 sources with one wrong key makes one refused signature, told %s',
  async ([, refusal]) => {
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(refusal);
    const { ask } = await startGateway(sourcesAt(url));
    const first = await ask(page);
    expect(calls).toHaveLength(1);
    expect(JSON.stringify(first).match(/UPSTREAM_DENIED/g)).toHaveLength(8);
    await Promise.all([ask(page), ...lookUps(8, 3).map((query) => ask(query))]);
    expect(calls).toHaveLength(1);
  },
);

test('however many callers ask at once', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  spoil(wrongKey);
  const { ask } = await startGateway(sourcesAt(url));
  const answers = await Promise.all(lookUps(8, 10).map((query) => ask(query)));
  for (const { errors } of answers) expect(errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_DENIED');
  expect(calls).toHaveLength(1);
});

test('a key is tried by one call, for whose outcome all others wait, and then no more', async () => {
  const { url, calls, spoil, heal } = await startFaultyUpstream({ answer: noTasks });
  const trial = Promise.withResolvers<void>();
  const answerLate: Fault = (response, answer) =>
    void trial.promise.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  spoil(answerLate, 1);
  const { ask } = await startGateway(sourcesAt(url, 8));
  const asked = ask(page);
  await expect.poll(() => calls.length).toBe(1);
  await pause(50);
  expect(calls).toHaveLength(1);
  // From here on, those who ask are held until all have come.
  const held: (() => void)[] = [];
  spoil((response, answer) => {
    held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
    if (held.length === 7) for (const give of held) give();
  });
  trial.resolve();
  expect((await asked).errors).toBeUndefined();
  expect(calls).toHaveLength(8);
  heal();
});

test('calls of a source that waited for the trial of another go out together once the key is accepted', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  const trial = Promise.withResolvers<void>();
  spoil((response) => void trial.promise.then(() => answering(404, { code: 'DNS.0004' })(response, '', calls[0]!)), 1);
  const { ask } = await startGateway(sourcesAt(url, 2));
  const answers = [ask(lookUps(1)[0] ?? '')];
  await expect.poll(() => calls.length).toBe(1);
  const others = Array.from({ length: 6 }, (_, index) => lookUp(`other-${index}`, 'dns-1'));
  answers.push(...others.map((query) => ask(query)));
  await pause(50);
  expect(calls).toHaveLength(1);
  let waiting = 0;
  const all = Promise.withResolvers<void>();
  spoil((response, answer, call) => {
    waiting += 1;
    if (waiting === 6) all.resolve();
    void all.promise.then(() => answering(404, { code: 'DNS.0004' })(response, answer, call));
  });
  trial.resolve();
  for (const { errors } of await Promise.all(answers)) expect(errors).toBeUndefined();
  // None has waited so long that it was asked again.
  expect(calls).toHaveLength(7);
});

test('a trial that tells nothing of the key leaves it to the next call, and a caller that leaves does too', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  const { ask } = await startGateway(sourcesAt(url, 8, { limits: { attempts: 1 } }));
  spoil(() => undefined, 1);
  const leaving = new AbortController();
  const gone = ask(lookUps(1)[0] ?? '', {}, { signal: leaving.signal }).catch(() => 'gone');
  await expect.poll(() => calls.length).toBe(1);
  const other = ask(page);
  leaving.abort();
  expect(await gone).toBe('gone');
  expect((await other).errors).toBeUndefined();
  expect(calls.length).toBe(9);
});

test('a key that is revoked with calls under way is refused by these, and then tried by one call after another, twice', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  const { ask } = await startGateway(sourcesAt(url, 4));
  expect((await ask(page)).errors).toBeUndefined();
  const before = calls.length;
  const held: (() => void)[] = [];
  spoil((response, answer, call) => void held.push(() => wrongKey(response, answer, call)));
  const underWay = Promise.all(lookUps(4, 2).map((query) => ask(query)));
  await expect.poll(() => held.length).toBe(8);
  spoil(wrongKey);
  held.shift()?.();
  await expect.poll(() => calls.length).toBeGreaterThan(before + 7);
  for (const refuse of held) refuse();
  const others = Array.from({ length: 20 }, (_, index) => ask(lookUp(`other-${index}`, `dns-${index % 4}`)));
  for (const { errors } of [...(await underWay), ...(await Promise.all(others))]) {
    expect(errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_DENIED');
  }
  expect(calls.length).toBeLessThanOrEqual(before + 8 + 2);
});

test('a failing source takes no key from the others', async () => {
  const [failing, well] = [await startFaultyUpstream(), await startFaultyUpstream({ answer: noTasks })];
  failing.spoil(answering(503, ''));
  const sources = [dns(failing.url, 0), ...sourcesAt(well.url, 4).slice(1)];
  const { ask } = await startGateway(sources);
  expect(JSON.stringify(await ask(page)).match(/UPSTREAM_\w+/g)).toEqual(['UPSTREAM_UNAVAILABLE']);
});

test('a key is one by its cloud, its id and its secret', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  spoil((response, answer, call) => {
    return (isAlibaba(call) ? alibabaError(400, 'SignatureDoesNotMatch') : wrongKey)(response, answer, call);
  });
  const other = { accessKeyId: 'the-key-id', accessKeySecret: 'another-secret' };
  const { ask } = await startGateway([
    ...sourcesAt(url, 3),
    ...sourcesAt(url, 6, { credentials: other }).slice(3),
    ecs(url, { key: 'ecs-1' }),
    ecs(url, { key: 'ecs-2' }),
  ]);
  await ask(page);
  expect(calls.filter((call) => !isAlibaba(call))).toHaveLength(2);
  // The other cloud locks no key: its sources need not wait for one another, until one was refused.
  for (let asked = 0; asked < 5; asked += 1) await ask(page);
  expect(calls.filter(isAlibaba).length).toBeGreaterThanOrEqual(2);
  expect(calls.filter(isAlibaba).length).toBeLessThanOrEqual(4);
});

test('a clock that is off is corrected once for all sources of a key', async () => {
  const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
  const hour = 3_600_000;
  spoil((response, answer, call) => {
    const sent = String(call.headers['x-sdk-date']).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:');
    if (Date.parse(sent) < Date.now() + hour / 2)
      return huaweiError(401, 'APIGW.0301', dated(hour))(response, answer, call);
    return answering(200, answer, { 'content-type': 'application/json', ...dated(hour) })(response, answer, call);
  });
  const { ask, logged } = await startGateway(sourcesAt(url));
  expect((await ask(page)).errors).toBeUndefined();
  expect(calls.length).toBeLessThan(8 + lockedAfter);
  expect(logged().match(/Our clock is/g)).toHaveLength(1);
});
