import { sdkHmacAuthorization } from '../signing/sdk-hmac.ts';
import { retryAfter, shownWord } from '../upstream/classify.ts';
import { membersOf } from '../platform/members.ts';
import type { Cloud } from '../upstream/cloud.ts';
import type { UpstreamCode } from '../upstream/errors.ts';
import type { Shape } from '../upstream/shape.ts';
import type { Parameter, UpstreamRequest } from '../upstream/upstream.ts';
import { codeOfFailure, shownCode, toldFailure, untold } from './told-failure.ts';

/** What a read asks for. */
export interface Asked {
  /** The one thing that is asked for, by its id; absent: the collection. */
  readonly id?: string;
  readonly query?: readonly Parameter[];
  /** Sent and signed where the source names one. */
  readonly projectId?: string | undefined;
}

/** An operation of Huawei Cloud that reads a collection at a path, or one thing of it. */
export const get =
  <Answer>(operation: string, path: string, shape: Shape<Answer>) =>
  ({ id, query = [], projectId }: Asked): UpstreamRequest<Answer> => ({
    operation,
    method: 'GET',
    path: id === undefined ? path : `${path}/${id}`,
    query,
    headers: { 'content-type': 'application/json', ...(projectId ? { 'x-project-id': projectId } : {}) },
    shape,
  });

/**
 * The codes whose meaning is not their status's: the API gateway's (APIGW) and the DNS service's own (DNS).
 * A DNS.0014 is throttling though its status is 403, and a lost lock (DNS.0021) is worth another try.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html
 * https://support.huaweicloud.com/intl/en-us/api-dns/ErrorCode.html
 */
const codes: ReadonlyMap<string, UpstreamCode> = new Map([
  ['APIGW.0301', 'UPSTREAM_DENIED'],
  ['APIGW.0302', 'UPSTREAM_DENIED'],
  ['APIGW.0303', 'UPSTREAM_DENIED'],
  ['APIGW.0308', 'UPSTREAM_THROTTLED'],
  ['APIGW.0310', 'UPSTREAM_DENIED'],
  ['DNS.0000', 'UPSTREAM_UNAVAILABLE'],
  ['DNS.0001', 'UPSTREAM_UNAVAILABLE'],
  ['DNS.0003', 'UPSTREAM_UNAVAILABLE'],
  ['DNS.0005', 'UPSTREAM_DENIED'],
  ['DNS.0013', 'UPSTREAM_DENIED'],
  ['DNS.0014', 'UPSTREAM_THROTTLED'],
  ['DNS.0015', 'UPSTREAM_UNAVAILABLE'],
  ['DNS.0021', 'UPSTREAM_UNAVAILABLE'],
  ['DNS.0030', 'UPSTREAM_DENIED'],
  ['DNS.0031', 'UPSTREAM_DENIED'],
]);

/**
 * The refusals that are of the key or its signature, one of them by its status alone; after five in a row the key is locked
 * for five minutes.
 */
const keyRefusals: ReadonlySet<string> = new Set(['APIGW.0301', 'APIGW.0303', 'DNS.0005', '401']);

/** Gateways of their own have the shared one's numbers under another name: `APIG.0308`. */
const gatewayName = (code: string): string => code.replace(/^APIG\./, 'APIGW.');

/** Huawei refuses a clock more than 15 minutes off with the words of any wrong signature: only `Date` tells. */
const clockToleranceMs = 14 * 60_000;

function isClockOff(date: string | null, now: Date): boolean {
  const difference = Math.abs(Date.parse(date ?? '') - now.getTime());
  return difference > clockToleranceMs;
}

/** The error's code in any of the three shapes that the gateway and the service behind it use. */
const codesIn = (members: Readonly<Record<string, unknown>>): readonly unknown[] => [
  members.error_code,
  members.code,
  membersOf(members.error).code,
];

/** Huawei Cloud: requests signed with SDK-HMAC-SHA256, failures told by `error_code` or `code`. */
export const huawei: Cloud = {
  name: 'Huawei Cloud',
  locksKeys: true,

  sign(request, credentials, { now, host, bodyHash, canonicalQuery }) {
    const headers: Record<string, string> = {
      ...request.headers,
      host,
      'x-sdk-date': `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
    };
    if (credentials.securityToken) headers['x-security-token'] = credentials.securityToken;
    headers.authorization = sdkHmacAuthorization({ ...request, headers, bodyHash, canonicalQuery }, credentials);
    headers.accept = 'application/json';
    return headers;
  },

  inJson: ({ code, requestId }) => ({ code, request_id: requestId }),

  readFailure({ status, header, body }, now) {
    const members = membersOf(body);
    const told = toldFailure(members, codesIn(members));
    if (status < 300 && told === null) return null;
    const failure = told ?? untold;
    const word = gatewayName(failure.word);
    const code = codeOfFailure(status, failure, codes.get(word));
    return {
      code,
      providerCode: shownCode(failure),
      requestId: shownWord(header('x-request-id') ?? members.request_id),
      retryAfterMs: retryAfter(header('retry-after'), now.getTime()),
      retryWith: code === 'UPSTREAM_DENIED' && isClockOff(header('date'), now) ? 'CLOCK' : undefined,
      // Not by the status of an answer whose code tells of being busy.
      isKeyRefused: (status === 401 && code === 'UPSTREAM_DENIED') || keyRefusals.has(word),
    };
  },
};
