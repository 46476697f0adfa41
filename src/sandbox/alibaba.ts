import { randomUUID } from 'node:crypto';
import type { ProviderName } from '../tasks/task.ts';
import { jsonAnswer } from './answer.ts';
import type { Cloud } from './cloud.ts';
import { parametersOf } from './received.ts';
import { Refusal } from './refusal.ts';
import { expiredTimeStamp, expiredToken, verifyAcs3 } from './verify-acs3.ts';

/** One host answers for all products here, so that the version alone tells them apart. */
const providersByVersion: ReadonlyMap<string, ProviderName> = new Map([
  ['2014-05-26', 'ALIYUN_ECS'],
  ['2015-01-09', 'ALIYUN_DNS'],
  ['2017-08-01', 'ALIYUN_POLARDB'],
  ['2020-09-30', 'ALIYUN_IMM'],
]);

const newRequestId = (): string => randomUUID().toUpperCase();

/** Alibaba Cloud's RPC gateway. */
export const alibaba: Cloud = {
  ask: (received) => ({
    provider: providersByVersion.get(received.headers['x-acs-version'] ?? '') ?? null,
    operation: received.headers['x-acs-action'] ?? '',
    parameters: parametersOf(received),
  }),

  verify: verifyAcs3,

  answer(body) {
    const requestId = newRequestId();
    return jsonAnswer(200, { ...body, RequestId: requestId }, { 'x-acs-request-id': requestId });
  },

  refuse({ status, code, message, headers }, received) {
    const requestId = newRequestId();
    const body = {
      RequestId: requestId,
      HostId: received.headers['host'] ?? '',
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&requestId=${requestId}`,
    };
    return jsonAnswer(status, body, { 'x-acs-request-id': requestId, ...headers });
  },

  unknownOperation: (operation) =>
    new Refusal(
      404,
      'InvalidAction.NotFound',
      `Specified api is not found: ${operation}. Please check the action and the version.`,
    ),

  failures: {
    throttle: ({ retryAfterMs = 100 }) =>
      new Refusal(400, 'Throttling.User', 'Request was denied due to user flow control.', {
        'x-acs-retry-after': String(retryAfterMs),
      }),
    error: ({ status = 503 }) =>
      new Refusal(status, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.'),
    denied: () =>
      new Refusal(
        403,
        'Forbidden.RAM',
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      ),
    skew: expiredTimeStamp,
    'expired-token': expiredToken,
  },
};
