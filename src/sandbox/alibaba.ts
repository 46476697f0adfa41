import { randomUUID } from 'node:crypto';
import { jsonAnswer } from './answer.ts';
import type { Cloud } from './cloud.ts';
import { parametersOf, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import { expiredTimeStamp, expiredToken, verifyAcs3 } from './verify-acs3.ts';

/** One host answers for all products here, so that the version alone tells them apart. */
export const isRpcOf =
  (version: string) =>
  ({ method, path, headers }: Received): boolean =>
    path === '/' && (method === 'GET' || method === 'POST') && headers['x-acs-version'] === version;

const newRequestId = (): string => randomUUID().toUpperCase();

/** Alibaba Cloud's RPC gateway. */
export const alibaba: Cloud = {
  recognizes: ({ headers }) => Object.keys(headers).some((name) => name.startsWith('x-acs-')),

  ask: (received) => ({
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
