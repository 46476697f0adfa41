import { randomUUID } from 'node:crypto';
import { jsonAnswer } from './answer.ts';
import type { Cloud } from './cloud.ts';
import { parametersOf, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import { expiredSignature, signedService, verifyTc3Hmac, wrongToken } from './verify-tc3-hmac.ts';

/** Whether a request is signed for a product; the vendor's own clients name the first part of any host that they ask. */
function isSignedFor(service: string, received: Received): boolean {
  const signed = signedService(received) ?? service;
  return signed === service || signed === received.headers['host']?.split('.')[0];
}

/** One host answers for all products here, so that the version alone tells them apart. */
export const isActionOf =
  (service: string, version: string) =>
  (received: Received): boolean =>
    received.path === '/' &&
    (received.method === 'POST' || received.method === 'GET') &&
    received.headers['x-tc-version'] === version &&
    isSignedFor(service, received);

/** Tencent Cloud's API gateway, whose refusals come with the status of success. */
export const tencent: Cloud = {
  recognizes: ({ headers }) => Object.keys(headers).some((name) => name.startsWith('x-tc-')),

  ask: (received) => ({ operation: received.headers['x-tc-action'] ?? '', parameters: parametersOf(received) }),

  verify: verifyTc3Hmac,

  answer: (body) => jsonAnswer(200, { Response: { ...body, RequestId: randomUUID() } }),

  refuse: ({ status, code, message, headers }) =>
    jsonAnswer(status, { Response: { Error: { Code: code, Message: message }, RequestId: randomUUID() } }, headers),

  unknownOperation: () => new Refusal(200, 'InvalidAction', 'The request action is invalid or not found.'),

  failures: {
    throttle: ({ retryAfterMs }) =>
      new Refusal(
        200,
        'RequestLimitExceeded',
        'Your current request times exceed the limit of 20 in one second.',
        retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) },
      ),
    error: ({ status = 200 }) => new Refusal(status, 'InternalError', 'An internal error has occurred.'),
    denied: () => new Refusal(200, 'UnauthorizedOperation', 'You are not authorized to perform this operation.'),
    skew: expiredSignature,
    'expired-token': wrongToken,
  },
};
