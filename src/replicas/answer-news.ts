import { errorCodes } from '../errors/codes.ts';
import { membersOf } from '../platform/members.ts';
import type { UpstreamCode, UpstreamFailure } from '../upstream/errors.ts';

/** What a replica that asked the source tells those that wait for the answer. */
export type AnswerNews =
  /** The answer is in the store. */
  | { readonly kind: 'LEFT' }
  /** It asks no more, as all who waited for the answer there have gone. */
  | { readonly kind: 'GIVEN_UP' }
  /** The upstream has refused, and would refuse others too. */
  | { readonly kind: 'REFUSED'; readonly operation: string; readonly failure: UpstreamFailure }
  /** What came is of no use to others: each asks by itself. */
  | { readonly kind: 'OF_NO_USE' };

const isUpstreamCode = (code: unknown): code is UpstreamCode =>
  typeof code === 'string' && code.startsWith('UPSTREAM_') && code in errorCodes;

/** News as another replica has told it. News that cannot be read is LEFT, which has the store looked up. */
export function readAnswerNews(told: unknown): AnswerNews {
  const { kind, operation, failure } = membersOf(told);
  if (kind === 'GIVEN_UP' || kind === 'OF_NO_USE') return { kind };
  const { code } = membersOf(failure);
  if (kind !== 'REFUSED' || typeof operation !== 'string' || !isUpstreamCode(code)) return { kind: 'LEFT' };
  return { kind, operation, failure: { ...membersOf(failure), code } };
}
