import { membersOf } from '../platform/members.ts';
import { tc3Authorization } from '../signing/tc3-hmac.ts';
import { retryAfter, shownWord } from '../upstream/classify.ts';
import type { Cloud } from '../upstream/cloud.ts';
import type { UpstreamCode, UpstreamFailure } from '../upstream/errors.ts';
import { memberOf, type Shape } from '../upstream/shape.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { codeOfFailure, isSuccessCode, shownCode, toldFailure, untold, type ToldFailure } from './told-failure.ts';

/** A product of Tencent Cloud. */
export interface Product {
  /** The name that its signatures have: the first part of its host. */
  readonly service: string;
  readonly version: string;
}

/** An operation of a product: the operation in a header, its parameters as a JSON object, the answer within `Response`. */
export function action<Answer>(operation: string, { service, version }: Product, shape: Shape<Answer>) {
  const headers = { 'content-type': 'application/json', 'x-tc-action': operation, 'x-tc-version': version };
  const enveloped = memberOf('Response', shape);
  return (body: string): UpstreamRequest<Answer> => ({
    operation,
    method: 'POST',
    path: '/',
    query: [],
    headers,
    body,
    service,
    shape: enveloped,
  });
}

/**
 * Tencent Cloud's error codes, by how they begin. All come with status 200, so that nothing else tells of them.
 * https://cloud.tencent.com/document/product/1388/114322
 */
const codes: readonly (readonly [pattern: RegExp, code: UpstreamCode])[] = [
  [/^RequestLimitExceeded/, 'UPSTREAM_THROTTLED'],
  [/^(AuthFailure|UnauthorizedOperation|OperationDenied|IpInBlacklist|IpNotInWhitelist)/, 'UPSTREAM_DENIED'],
  [/^(InternalError|ServiceUnavailable|ResourceUnavailable|FailedOperation\.UnknowError)/, 'UPSTREAM_UNAVAILABLE'],
];

/** The refusals that are of the key or its signature; those of a permission are not. */
const keyRefusals = /^AuthFailure\.(InvalidAuthorization|InvalidSecretId|SecretIdNotFound|Signature\w+|TokenFailure)/;

/** What another attempt has to be made with, where a refusal is no matter of permission. */
const corrections: ReadonlyMap<string, NonNullable<UpstreamFailure['retryWith']>> = new Map([
  ['AuthFailure.SignatureExpire', 'CLOCK'],
  ['AuthFailure.TokenFailure', 'TOKEN'],
]);

/** What an answer tells within its envelope, or beside it as an older gateway does. */
function failureToldBy(body: unknown): ToldFailure | null {
  const response = membersOf(membersOf(body).Response);
  const { Error: error } = response;
  const { Code: code } = membersOf(error);
  const told = toldFailure(response, [code]);
  // An error without a code is one all the same.
  const isCodeless =
    (told === null || told.word === '') && error !== undefined && error !== null && !isSuccessCode(code);
  return isCodeless ? { word: '', isDocumented: true } : (told ?? toldFailure(membersOf(body), []));
}

/** Tencent Cloud: requests signed with TC3-HMAC-SHA256, failures told by `Response.Error.Code`. */
export const tencent: Cloud = {
  name: 'Tencent Cloud',

  sign(request, credentials, { now, host, bodyHash }) {
    const headers: Record<string, string> = {
      ...request.headers,
      host,
      'x-tc-timestamp': String(Math.floor(now.getTime() / 1000)),
    };
    if (credentials.securityToken) headers['x-tc-token'] = credentials.securityToken;
    headers.authorization = tc3Authorization({ ...request, headers, bodyHash }, credentials, request.service ?? '');
    headers.accept = 'application/json';
    return headers;
  },

  inJson: ({ code, requestId }) => ({ Response: { Error: { Code: code }, RequestId: requestId } }),

  readFailure({ status, header, body }, now) {
    const told = failureToldBy(body);
    if (status < 300 && told === null) return null;
    const failure = told ?? untold;
    const { word } = failure;
    return {
      code: codeOfFailure(status, failure, codes.find(([pattern]) => pattern.test(word))?.[1]),
      providerCode: shownCode(failure),
      requestId: shownWord(membersOf(membersOf(body).Response).RequestId),
      retryAfterMs: retryAfter(header('retry-after'), now.getTime()),
      retryWith: corrections.get(word),
      isKeyRefused: keyRefusals.test(word),
    };
  },
};
