import { randomBytes } from 'node:crypto';
import { jsonAnswer } from './answer.ts';
import type { Asked, Cloud } from './cloud.ts';
import { parametersOf, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import { expiredSignature, expiredToken, verifySdkHmac } from './verify-sdk-hmac.ts';

const tasksPath = '/v2.1/batch-operation-tasks';

const newRequestId = (): string => randomBytes(16).toString('hex');

/** The path's part that is the task's id; null for another path. */
function taskIdOf(path: string): string | null {
  if (!path.startsWith(`${tasksPath}/`)) return null;
  const segment = path.slice(tasksPath.length + 1);
  return segment && !segment.includes('/') ? decoded(segment) : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function ask(received: Received): Asked {
  const { method, path } = received;
  const parameters = parametersOf(received);
  const taskId = taskIdOf(path);
  const named = (operation: string): Asked => ({ provider: 'HUAWEI_DNS', operation, parameters });
  if (method === 'GET' && path === tasksPath) return named('ListBatchOperationTasks');
  if (method !== 'GET' || taskId === null) return named(`${method} ${path}`);
  parameters.set('task_id', taskId);
  return named('ShowBatchOperationTask');
}

/** Huawei Cloud's API gateway, and DNS behind it. */
export const huawei: Cloud = {
  ask,

  verify: (received, _provider, verification) => verifySdkHmac(received, verification),

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
