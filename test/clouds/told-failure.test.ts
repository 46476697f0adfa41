import { expect, test } from 'vitest';
import { alibaba } from '#src/clouds/alibaba.ts';
import { huawei } from '#src/clouds/huawei.ts';
import { tencent } from '#src/clouds/tencent.ts';
import { now, rawAnswer } from './raw-answer.ts';

const clouds = [
  { cloud: alibaba, wrap: (body: object) => body },
  { cloud: huawei, wrap: (body: object) => body },
  { cloud: tencent, wrap: (body: object) => ({ Response: body }) },
];

const forms: readonly { readonly body: object; readonly means: string; readonly providerCode?: string }[] = [
  { body: { Success: false }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { success: 'False' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { Success: false, Code: '200' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { Success: false, ErrorCode: 'Odd.One' }, means: 'UPSTREAM_BAD_RESPONSE', providerCode: 'Odd.One' },
  { body: { errorCode: 'Odd.One' }, means: 'UPSTREAM_BAD_RESPONSE', providerCode: 'Odd.One' },
  { body: { Success: true, ErrorCode: 'Odd.One' }, means: 'UPSTREAM_BAD_RESPONSE', providerCode: 'Odd.One' },
  { body: { error_msg: 'something went wrong' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { code: 1, message: 'no' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { code: 500, message: 'no' }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { Code: 503 }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { error_code: 429 }, means: 'UPSTREAM_THROTTLED' },
  { body: { code: 403 }, means: 'UPSTREAM_DENIED' },
  { body: { ErrorCode: '404' }, means: 'UPSTREAM_REJECTED' },
  { body: { error: { code: 'SystemBusy', message: 'no' } }, means: 'UPSTREAM_UNAVAILABLE', providerCode: 'SystemBusy' },
  { body: { errors: [{ Code: 'Odd.One' }] }, means: 'UPSTREAM_BAD_RESPONSE', providerCode: 'Odd.One' },
  { body: { error: { status: 503, message: 'no' } }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { error: 'something went wrong' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { status: 500, error: 'something went wrong' }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { HttpStatusCode: 429 }, means: 'UPSTREAM_THROTTLED' },
  { body: { ErrCode: 'SystemBusy' }, means: 'UPSTREAM_UNAVAILABLE', providerCode: 'SystemBusy' },
  { body: { errcode: 40001, errmsg: 'no' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { ErrorMessage: 'something went wrong' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { Success: 0 }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { isSuccess: 'no' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { Code: -1 }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { retcode: 500, msg: 'no' }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { ResultCode: 'SystemBusy' }, means: 'UPSTREAM_UNAVAILABLE', providerCode: 'SystemBusy' },
  { body: { errno: 5 }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { err: 'something went wrong' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { ErrorResponse: { Code: 'SystemBusy' } }, means: 'UPSTREAM_UNAVAILABLE', providerCode: 'SystemBusy' },
  { body: { errorInfo: { code: 503 } }, means: 'UPSTREAM_UNAVAILABLE' },
  { body: { hasError: true }, means: 'UPSTREAM_BAD_RESPONSE' },
  { body: { isError: 'true' }, means: 'UPSTREAM_BAD_RESPONSE' },
];

/** What stands in the place of a code where nothing failed. */
const words = 'OK ok Success SUCCESS Succeeded Successful. None 200 0 0000 NoError NO_ERROR HTTP_OK Accepted 成功';
const successes = [
  200,
  201,
  0,
  null,
  '',
  ' success ',
  '200 OK',
  'HTTP 200',
  'No error.',
  '操作成功',
  ...words.split(' '),
];

/** What is not, though it looks like it. */
const noSuccesses = ['-200', '20', '2000', '1', 'NotOk', 'Unsuccessful', 'Success.Partially', '不成功', 'Error', 'No'];

for (const { cloud, wrap } of clouds) {
  test.for(forms)(`${cloud.name}: %j with 200 is a failure`, ({ body, means, providerCode }) => {
    const failure = cloud.readFailure(rawAnswer(200, wrap({ RequestId: 'R-1', tasks: [], ...body })), now);
    expect(failure?.code).toBe(means);
    expect(failure?.providerCode).toBe(providerCode);
    expect(JSON.stringify(failure)).not.toContain('went wrong');
  });

  test.for(successes)(`${cloud.name}: a code %j beside good data is none`, (code) => {
    for (const name of ['Code', 'code', 'ErrorCode', 'errorCode', 'error_code', 'error_msg']) {
      const body = { RequestId: 'R-1', Success: true, tasks: [], [name]: code };
      expect(cloud.readFailure(rawAnswer(200, wrap(body)), now)).toBeNull();
    }
  });
}

for (const { cloud, wrap } of clouds) {
  test(`${cloud.name}: a code of an error is read as one beside it is`, () => {
    for (const name of ['error', 'Error', 'errors']) {
      const failureBy = (code: string | number) => {
        const error = { code, Code: code, message: 'something went wrong' };
        const body = { RequestId: 'R-1', tasks: [], [name]: name === 'errors' ? [error] : error };
        return cloud.readFailure(rawAnswer(200, wrap(body)), now);
      };
      for (const code of [0, 200, 'OK', 'Success', '0']) expect(failureBy(code)).toBeNull();
      for (const code of [...noSuccesses, '', 1]) expect(failureBy(code)?.code).toMatch(/BAD_RESPONSE|REJECTED/);
    }
  });

  test.for(noSuccesses)(`${cloud.name}: a code %j beside good data is a failure`, (code) => {
    for (const name of ['Code', 'ErrorCode', 'error_code', 'error_msg']) {
      expect(cloud.readFailure(rawAnswer(200, wrap({ tasks: [], [name]: code })), now)).not.toBeNull();
    }
  });

  test.for([null, '', false, 'False', {}, [], 'none'])(
    `${cloud.name}: an error of %j beside good data is none`,
    (error) => {
      for (const members of [
        { error },
        { errors: error },
        { hasError: error },
        { error_msg: 'none', Status: 2, tasks: [{ status: 500 }] },
      ]) {
        expect(cloud.readFailure(rawAnswer(200, wrap({ RequestId: 'R-1', ...members })), now)).toBeNull();
      }
    },
  );
}

test.for([
  { cloud: tencent, body: { Error: { Code: 'RequestLimitExceeded' } }, means: 'UPSTREAM_THROTTLED' },
  { cloud: alibaba, body: { Success: false, ErrorCode: 'InternalError' }, means: 'UPSTREAM_UNAVAILABLE' },
  { cloud: alibaba, body: { Success: false, ErrorCode: 'Throttling.User' }, means: 'UPSTREAM_THROTTLED' },
  { cloud: alibaba, body: { Code: 'Success', ErrorCode: 'Forbidden.RAM' }, means: 'UPSTREAM_DENIED' },
  { cloud: huawei, body: { error_msg: 'x', errorCode: 'DNS.0014' }, means: 'UPSTREAM_THROTTLED' },
  { cloud: huawei, body: { error_code: '0', code: 'DNS.0021' }, means: 'UPSTREAM_UNAVAILABLE' },
  { cloud: tencent, body: { code: 4100, codeDesc: 'AuthFailure' }, means: 'UPSTREAM_BAD_RESPONSE' },
  { cloud: tencent, body: { Response: { Code: 'RequestLimitExceeded' } }, means: 'UPSTREAM_THROTTLED' },
])('$body means $means by its code', ({ cloud, body, means }) => {
  expect(cloud.readFailure(rawAnswer(200, body), now)?.code).toBe(means);
});

test('a failure is told after answers of more names than are known by heart', () => {
  for (let index = 0; index < 3_000; index += 1) {
    expect(alibaba.readFailure(rawAnswer(200, { [`Member${index}`]: 'x' }), now)).toBeNull();
  }
  expect(alibaba.readFailure(rawAnswer(200, { 'error-Code': 'SystemBusy' }), now)?.code).toBe('UPSTREAM_UNAVAILABLE');
});
