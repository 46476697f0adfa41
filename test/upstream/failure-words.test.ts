import { describe, expect, test } from 'vitest';
import { alibaba } from '#src/clouds/alibaba.ts';
import { huawei } from '#src/clouds/huawei.ts';
import { tencent } from '#src/clouds/tencent.ts';
import type { Cloud } from '#src/upstream/cloud.ts';
import { codeOfBusyWord } from '#src/upstream/busy-words.ts';
import { answering } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from './connect.ts';

/** An error as each cloud tells it. */
const toldBy: ReadonlyMap<Cloud, (code: string) => object> = new Map<Cloud, (code: string) => object>([
  [alibaba, (code: string) => ({ RequestId: 'REQ-1', Code: code, Message: 'leaked' })],
  [huawei, (code: string) => ({ code, message: 'leaked' })],
  [tencent, (code: string) => ({ Response: { Error: { Code: code, Message: 'leaked' }, RequestId: 'REQ-1' } })],
]);

const throttled = [
  'FlowControlError',
  'FLOW_CONTROL',
  'FlowLimit.Api',
  'RequestThrottled',
  'requestthrottled',
  'ThrottlingException',
  'Rejected.Throttling',
  'TooManyRequests',
  'RequestLimitExceeded.UinLimitExceeded',
  'QPSLimitExceeded',
  'QpsLimit',
  'RateLimitExceeded',
  'RATE_LIMITED',
  'FailedOperation.FrequencyLimit',
  'ConcurrentLimitExceeded',
  'ExceedMaxQps',
  'SlowDown',
  'OperationTooFrequent',
  'TrafficControl',
  'TRAFFIC_LIMIT',
  'RequestTooFast',
  'TooManyConnections',
  'BurstLimitExceeded',
  'OverQPS',
];
const unavailable = [
  'SystemBusy',
  'ServiceBusy',
  'ServerBusy',
  'System.Busy',
  'SYSTEM_BUSY',
  'systembusy',
  'FailedOperation.SystemBusy',
  'ServiceUnavailableTemporary',
  'ServerOverloaded',
  'InternalError.Db',
  'InternalServerError',
  'InternalFailure',
  'SystemError',
  'PleaseTryAgain',
  'RetryLater',
  'TemporaryUnavailable',
  'ServiceTemporarilyUnavailable',
  'SystemMaintenance',
  'ServiceError',
  'ServiceNotAvailable',
  'Unavailable',
  'RequestQueueFull',
];
const timedOut = [
  'RequestTimeout',
  'ServiceTimeout',
  'BackendTimedOut',
  'GATEWAY_TIMEOUT',
  'Timeout',
  'OperationTimeout',
  'DeadlineExceeded',
];

/** Codes that speak of the request, or of what is not known, whatever they contain. */
const neither = [
  'InvalidParameter.Timeout',
  'InvalidParameter.FlowControl',
  'MissingRateLimit',
  'NoSuchServiceBusy',
  'LimitExceeded.OperateLimit',
  'ResourceNotFound',
  'ResourceUnavailable',
  'InvalidTimeout',
  'OverdueAccount',
  'TimeoutOutOfRange',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
];

test('words of being busy are told from those of a request', () => {
  for (const word of throttled) expect([word, codeOfBusyWord(word)]).toEqual([word, 'UPSTREAM_THROTTLED']);
  for (const word of unavailable) expect([word, codeOfBusyWord(word)]).toEqual([word, 'UPSTREAM_UNAVAILABLE']);
  for (const word of timedOut) expect([word, codeOfBusyWord(word)]).toEqual([word, 'UPSTREAM_TIMEOUT']);
  for (const word of neither) expect([word, codeOfBusyWord(word)]).toEqual([word, undefined]);
});

const cases = [...toldBy].flatMap(([cloud, tell]) =>
  [200, 400, 401, 403, 409].map((status) => ({ cloud, tell, status })),
);

describe.for(cases)('$cloud.name, with $status', ({ cloud, tell, status }) => {
  const asked = async (code: string) => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil(answering(status, tell(code)));
    const error = await failureOf(connectTo(url, { cloud, limits: { throttledBackoffMs: 1 } }).ask());
    expect(error.message).not.toContain('leaked');
    return { code: error.code, providerCode: error.failure.providerCode, calls: calls.length };
  };

  test.for([
    ['UPSTREAM_THROTTLED', throttled.slice(0, 4)],
    ['UPSTREAM_UNAVAILABLE', unavailable.slice(0, 4)],
    ['UPSTREAM_TIMEOUT', timedOut.slice(0, 1)],
  ] as const)('%s is what being busy is called, and asked again', async ([code, words]) => {
    for (const providerCode of words) expect(await asked(providerCode)).toEqual({ code, providerCode, calls: 3 });
  });

  test("a name of Object's prototype is an unknown code", async () => {
    for (const word of neither.slice(-5)) {
      expect(await asked(word)).toEqual({
        code: status === 401 || status === 403 ? 'UPSTREAM_DENIED' : 'UPSTREAM_REJECTED',
        providerCode: word,
        calls: 1,
      });
    }
  });
});

test.for([
  { body: { code: 503 }, code: 'UPSTREAM_UNAVAILABLE', calls: 3 },
  { body: { Code: '500' }, code: 'UPSTREAM_UNAVAILABLE', calls: 3 },
  { body: { error_code: '429' }, code: 'UPSTREAM_THROTTLED', calls: 3 },
  { body: { error: { code: 408 } }, code: 'UPSTREAM_TIMEOUT', calls: 3 },
  { body: { status: 504, error: 'leaked' }, code: 'UPSTREAM_UNAVAILABLE', calls: 3 },
  { body: { code: 404 }, code: 'UPSTREAM_REJECTED', calls: 1 },
])('$body is $code, whatever the status', async ({ body, code, calls: count }) => {
  for (const cloud of [alibaba, huawei, tencent]) {
    for (const status of [200, 400, 404, 409]) {
      const { url, calls, spoil } = await startFaultyUpstream();
      spoil(answering(status, body));
      const error = await failureOf(connectTo(url, { cloud, limits: { throttledBackoffMs: 1 } }).ask());
      expect([cloud.name, status, error.code, calls.length]).toEqual([cloud.name, status, code, count]);
    }
  }
});

const xml = { 'content-type': 'text/xml;charset=utf-8' };
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const documents = (code: string): readonly (readonly [status: number, text: string])[] => [
  [
    400,
    `<Error><RequestId>REQ-1</RequestId><HostId>ecs.example</HostId><Code>${code}</Code><Message>leaked</Message></Error>`,
  ],
  [400, `${declaration}<Error>\n  <Code>${code} </Code>\n  <RequestId>REQ-1</RequestId>\n</Error>`],
  [403, `<Response><Error><Code>${code}</Code></Error><RequestId>REQ-1</RequestId></Response>`],
  [200, `${declaration}<Error><Code><![CDATA[${code}]]></Code><RequestID>REQ-1</RequestID></Error>`],
  [
    409,
    `<e:ErrorResponse xmlns:e="urn:x"><e:error_code type="s">${code}</e:error_code><request_id>REQ-1</request_id></e:ErrorResponse>`,
  ],
];

describe.for([alibaba, huawei, tencent])('$name, not in JSON', (cloud) => {
  const asked = async (status: number, body: string, headers: Record<string, string>) => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil(answering(status, body, headers));
    const { code, failure, message } = await failureOf(
      connectTo(url, { cloud, limits: { throttledBackoffMs: 1 } }).ask(),
    );
    expect(message).not.toMatch(/leaked|Code>/);
    return { code, providerCode: failure.providerCode, requestId: failure.requestId, calls: calls.length };
  };
  const busy = { code: 'UPSTREAM_UNAVAILABLE', providerCode: 'SystemBusy', requestId: 'REQ-1', calls: 3 };

  test('a failure told in XML is read', async () => {
    for (const [status, text] of documents('SystemBusy')) expect(await asked(status, text, xml)).toEqual(busy);
    for (const [status, text] of documents('ResourceNotFound').slice(0, 2)) {
      expect(await asked(status, text, xml)).toEqual({
        code: 'UPSTREAM_REJECTED',
        providerCode: 'ResourceNotFound',
        requestId: 'REQ-1',
        calls: 1,
      });
    }
  });

  test('a failure told in a header is read', async () => {
    for (const status of [400, 500]) {
      expect(await asked(status, '', { 'x-fc-error-type': 'SystemBusy' })).toEqual({ ...busy, requestId: undefined });
    }
    for (const name of ['x-acs-error-code', 'x-ca-error-code', 'X-Error-Code', 'x-amz-errorcode', 'error-code']) {
      const headers = { 'content-type': 'application/json', [name]: 'SystemBusy' };
      for (const [status, body] of [
        [400, ''],
        [403, '{}'],
        [200, '{}'],
      ] as const) {
        expect(await asked(status, body, headers)).toEqual({ ...busy, requestId: undefined });
      }
    }
  });
});

test.for(['0', '200', 'OK', 'Success', 'none'])('a header that tells of %s tells of no failure', async (word) => {
  const { url, spoil } = await startFaultyUpstream();
  spoil((response, answer) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-acs-error-code': word }).end(answer);
  });
  await expect(connectTo(url).ask('t-1')).resolves.toEqual({ TaskSet: { Task: [{ TaskId: 't-1' }] } });
});

test.for([
  ['an answer', '<DescribeTasksResponse><Code>Throttling</Code></DescribeTasksResponse>'],
  ['a page', '<!DOCTYPE html><html><Error><code>Throttling</code></Error></html>'],
])('%s of XML with 200 is no JSON, and no failure with a code', async ([, body]) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(200, body ?? '', xml));
  expect((await failureOf(connectTo(url).ask())).failure).toMatchObject({
    code: 'UPSTREAM_BAD_RESPONSE',
    detail: 'no JSON',
  });
  expect(calls).toHaveLength(2);
});
