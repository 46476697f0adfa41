import { acs3Authorization } from '../signing/acs3.ts';
import { hintOf, retryAfter, shownWord } from '../upstream/classify.ts';
import { membersOf } from '../platform/members.ts';
import type { Cloud } from '../upstream/cloud.ts';
import type { UpstreamCode, UpstreamFailure } from '../upstream/errors.ts';
import type { Shape } from '../upstream/shape.ts';
import type { Parameter, UpstreamRequest } from '../upstream/upstream.ts';
import { codeOfFailure, shownCode, toldFailure, untold } from './told-failure.ts';

/** An operation in Alibaba Cloud's RPC style: everything in the query, the operation in a header. */
export function rpc<Answer>(operation: string, version: string, shape: Shape<Answer>) {
  const headers = { 'x-acs-action': operation, 'x-acs-version': version };
  return (query: readonly Parameter[]): UpstreamRequest<Answer> => ({
    operation,
    method: 'POST',
    path: '/',
    query,
    headers,
    shape,
  });
}

/**
 * Alibaba Cloud's error codes, by how they begin or what they contain; the status tells the rest.
 * Its statuses tell little: throttling, a wrong signature and a wrong clock are all 400.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
const codes: readonly (readonly [pattern: RegExp, code: UpstreamCode])[] = [
  [/Throttling/, 'UPSTREAM_THROTTLED'],
  [/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|SignatureNonceUsed)/, 'UPSTREAM_DENIED'],
  [/^(InvalidTimeStamp|IllegalTimestamp|MissingSecurityToken|InvalidSecurityToken)/, 'UPSTREAM_DENIED'],
  [/^(Forbidden|ActionUnauthorized|NoPermission)/, 'UPSTREAM_DENIED'],
  [/^(ServiceUnavailable|InternalError)/, 'UPSTREAM_UNAVAILABLE'],
];

/** The refusals that are of the key or its signature; those of a permission are not. */
const keyRefusals =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidTimeStamp|IllegalTimestamp|\w+SecurityToken)/;

/** What another attempt has to be made with, where a refusal is no matter of permission. */
const corrections: readonly (readonly [pattern: RegExp, retryWith: NonNullable<UpstreamFailure['retryWith']>])[] = [
  [/^(InvalidTimeStamp|IllegalTimestamp)/, 'CLOCK'],
  [/^SignatureNonceUsed/, 'NONCE'],
  [/^InvalidSecurityToken\.Expired/, 'TOKEN'],
];

const lookUp = <Value>(table: readonly (readonly [RegExp, Value])[], word: string): Value | undefined =>
  table.find(([pattern]) => pattern.test(word))?.[1];

/** Alibaba Cloud: requests signed with ACS3-HMAC-SHA256, failures told by `Code`. */
export const alibaba: Cloud = {
  name: 'Alibaba Cloud',

  sign(request, credentials, { now, nonce, host, bodyHash, canonicalQuery }) {
    const headers: Record<string, string> = {
      ...request.headers,
      host,
      'x-acs-date': `${now.toISOString().slice(0, 19)}Z`,
      'x-acs-signature-nonce': nonce,
      'x-acs-content-sha256': bodyHash,
    };
    if (credentials.securityToken) headers['x-acs-security-token'] = credentials.securityToken;
    headers.authorization = acs3Authorization({ ...request, headers, bodyHash, canonicalQuery }, credentials);
    // RPC products answer in XML unless told otherwise; the header is not signed.
    headers.accept = 'application/json';
    return headers;
  },

  inJson: ({ code, requestId }) => ({ Code: code, RequestId: requestId }),

  readFailure({ status, header, body }, now) {
    const members = membersOf(body);
    const told = toldFailure(members, [members.Code, members.code]);
    if (status < 300 && told === null) return null;
    const asked = hintOf(Number(header('x-acs-retry-after') ?? 0));
    const failure = told ?? untold;
    const { word } = failure;
    return {
      code: asked === undefined ? codeOfFailure(status, failure, lookUp(codes, word)) : 'UPSTREAM_THROTTLED',
      providerCode: shownCode(failure),
      requestId: shownWord(members.RequestId ?? members.requestId ?? header('x-acs-request-id')),
      retryAfterMs: asked ?? retryAfter(header('retry-after'), now.getTime()),
      retryWith: lookUp(corrections, word),
      isKeyRefused: keyRefusals.test(word),
    };
  },
};
