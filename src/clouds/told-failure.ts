import { codeOfBusyWord } from '../upstream/busy-words.ts';
import { codeOfStatus, shownWord } from '../upstream/classify.ts';
import type { UpstreamCode } from '../upstream/errors.ts';

/** A failure as the members of an answer tell it, whatever the status. */
export interface ToldFailure {
  /** The provider's code, a number as text; empty where none is told. */
  readonly word: string;
  /** Whether it is told in the form that the API documents. */
  readonly isDocumented: boolean;
}

/** A failure of which the answer tells nothing. */
export const untold: ToldFailure = { word: '', isDocumented: false };

/** The words by which answers say that nothing failed, in lower case. */
const successes: ReadonlySet<string> = new Set(['', '0', '200', 'ok', 'success', 'succeed', 'succeeded']);

/** The members that tell a code in one API or another. */
const codeMembers = ['Code', 'code', 'ErrorCode', 'errorCode', 'error_code'];

/** The members whose text tells of a failure by itself. */
const textMembers = ['error_msg', 'errorMsg', 'error_message'];

/** A code as text; empty for a word of success, and for what is no code. */
function codeIn(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const code = String(value).trim();
  return successes.has(code.toLowerCase()) ? '' : code;
}

const isCode = (word: string): boolean => word !== '';

const isFalse = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && value.trim().toLowerCase() === 'false');

/**
 * The failure that an answer tells of: by a code that is no word of success, by `Success: false`, or by a text alone; null
 * where it tells of none. `documented` are the values that the API documents as its codes.
 */
export function toldFailure(
  members: Readonly<Record<string, unknown>>,
  documented: readonly unknown[],
): ToldFailure | null {
  const own = documented
    .filter((value) => typeof value === 'string')
    .map(codeIn)
    .find(isCode);
  if (own !== undefined) return { word: own, isDocumented: true };
  const word = codeMembers.map((name) => codeIn(members[name])).find(isCode);
  if (word !== undefined) return { word, isDocumented: false };
  const isFailed =
    isFalse(members.Success) || isFalse(members.success) || textMembers.some((name) => isCode(codeIn(members[name])));
  return isFailed ? untold : null;
}

/**
 * What a failure means: by the cloud's own table where that knows the code, by plain words of being busy, and then by the
 * status.
 */
export const codeOfFailure = (status: number, told: ToldFailure, known: UpstreamCode | undefined): UpstreamCode =>
  known ?? codeOfBusyWord(told.word) ?? (status < 300 ? codeOfTold(told) : codeOfStatus(status));

/**
 * What a failure means that comes with a status of success, where no table knows its code: a number is taken for a status,
 * what is told as documented rejects the request, and of anything else nothing is known.
 */
function codeOfTold({ word, isDocumented }: ToldFailure): UpstreamCode {
  if (/^[45]\d\d$/.test(word)) return codeOfStatus(Number(word));
  return isDocumented ? 'UPSTREAM_REJECTED' : 'UPSTREAM_BAD_RESPONSE';
}

/** The provider's code, if it is one to be shown: a number tells no more than our own code. */
export const shownCode = ({ word }: ToldFailure): string | undefined =>
  /^\d+$/.test(word) ? undefined : shownWord(word);
