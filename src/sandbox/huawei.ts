import { randomBytes } from 'node:crypto';
import { jsonAnswer } from './answer.ts';
import type { Cloud } from './cloud.ts';
import { parametersOf } from './received.ts';
import { Refusal } from './refusal.ts';
import { expiredSignature, expiredToken, verifySdkHmac } from './verify-sdk-hmac.ts';

const newRequestId = (): string => randomBytes(16).toString('hex');

/** Huawei Cloud's API gateway. */
export const huawei: Cloud = {
  recognizes: ({ path, headers }) => 'x-sdk-date' in headers || /^\/v\d/.test(path),

  // What a path asks for, its API knows.
  ask: (received) => ({ operation: `${received.method} ${received.path}`, parameters: parametersOf(received) }),

  verify: verifySdkHmac,

  answer: (body) => jsonAnswer(200, body, { 'x-request-id': newRequestId() }),

  refuse({ status, code, message, headers }) {
    const requestId = newRequestId();
    const isGateway = code.startsWith('APIGW.');
    const body = isGateway ? { error_msg: message, error_code: code, request_id: requestId } : { code, message };
    return jsonAnswer(status, body, { 'x-request-id': requestId, ...headers });
  },

  unknownOperation: () =>
    new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment'),

  failures: {
    throttle: ({ retryAfterMs }) =>
      new Refusal(
        429,
        'APIGW.0308',
        'The throttling threshold has been reached: policy user over ratelimit',
        retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) },
      ),
    error: ({ status = 500 }) => new Refusal(status, 'DNS.0001', 'System error'),
    denied: () => new Refusal(403, 'APIGW.0302', 'The IAM user is not allowed to access the API'),
    skew: expiredSignature,
    'expired-token': expiredToken,
  },
};
