import { membersOf } from '../platform/members.ts';
import { codeOfBusyWord } from '../upstream/busy-words.ts';
import { codeOfStatus, shownWord } from '../upstream/classify.ts';
import type { UpstreamCode } from '../upstream/errors.ts';
import { isSuccessWord } from '../upstream/success-words.ts';

/** A failure as the members of an answer tell it, whatever the status. */
export interface ToldFailure {
  /** The provider's code, a number as text; empty where none is told. */
  readonly word: string;
  /** Whether it is told in the form that the API documents. */
  readonly isDocumented: boolean;
}

/** A failure of which the answer tells nothing. */
export const untold: ToldFailure = { word: '', isDocumented: false };

type Members = Readonly<Record<string, unknown>>;

// The names of members, in lower case and without what parts their words: `error_code` and `ErrorCode` are one.

/** The members that tell a code in one API or another. */
const codeNames: ReadonlySet<string> = new Set(['code', 'errorcode', 'errcode']);

/** The members that may tell a status of HTTP; of a task they may tell something else. */
const statusNames: ReadonlySet<string> = new Set(['status', 'statuscode', 'httpstatus', 'httpstatuscode', 'httpcode']);

/** The members whose text tells of a failure by itself. */
const textNames: ReadonlySet<string> = new Set(['errormsg', 'errmsg', 'errormessage', 'errordescription']);

/** The members that tell whether there was success. */
const successNames: ReadonlySet<string> = new Set(['success', 'issuccess', 'succeeded', 'ok']);

/** The members that tell of an error as a thing of its own, or of several. */
const errorNames: ReadonlySet<string> = new Set(['error', 'errors', 'fault', 'exception']);

/** Members by their names in that form. */
type Named = readonly (readonly [name: string, value: unknown])[];

/** How many members of an answer are looked at: a failure is told among few. */
const mostMembers = 200;

const namedIn = (members: Members): Named =>
  Object.keys(members)
    .slice(0, mostMembers)
    .map((name) => [name.replaceAll(/[_-]/g, '').toLowerCase(), members[name]]);

/** What the members of these names hold. */
const valuesOf = (members: Named, names: ReadonlySet<string>): unknown[] =>
  members.filter(([name]) => names.has(name)).map(([, value]) => value);

/** A code as text; empty for a word of success, and for what is no code. */
function codeIn(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const code = String(value).trim();
  return isSuccessWord(code) ? '' : code;
}

const isCode = (word: string): boolean => word !== '';

const isFailedStatus = (word: string): boolean => /^[45]\d\d$/.test(word);

const isNo = (value: unknown): boolean =>
  value === false || value === 0 || (typeof value === 'string' && /^\s*(false|0|no)\s*$/i.test(value));

const codeOf = (members: Named): string | undefined => valuesOf(members, codeNames).map(codeIn).find(isCode);

const statusOf = (members: Named): string | undefined =>
  valuesOf(members, statusNames).map(codeIn).find(isFailedStatus);

/** The word of an error that is told as a thing of its own, as a text, or first among several; undefined where it is none. */
function wordOfError(error: unknown): string | undefined {
  if (Array.isArray(error)) return error.length === 0 ? undefined : (wordOfError(error[0]) ?? '');
  const members = namedIn(membersOf(error));
  if (members.length > 0) return codeOf(members) ?? statusOf(members) ?? '';
  return error === true || isCode(codeIn(error)) ? '' : undefined;
}

/**
 * The failure that an answer tells of: by a code that is no word of success, by an error that is told as a thing of its own,
 * by `Success: false`, or by a text alone; null where it tells of none. `documented` are the values that the API documents
 * as its codes.
 */
export function toldFailure(members: Members, documented: readonly unknown[]): ToldFailure | null {
  const own = documented
    .filter((value) => typeof value === 'string')
    .map(codeIn)
    .find(isCode);
  if (own !== undefined) return { word: own, isDocumented: true };
  const named = namedIn(members);
  const errors = valuesOf(named, errorNames)
    .map(wordOfError)
    .filter((word) => word !== undefined);
  const word = codeOf(named) ?? errors.find(isCode) ?? statusOf(named);
  if (word !== undefined) return { word, isDocumented: false };
  const isFailed =
    errors.length > 0 ||
    valuesOf(named, successNames).some(isNo) ||
    valuesOf(named, textNames).some((text) => isCode(codeIn(text)));
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
  if (isFailedStatus(word)) return codeOfStatus(Number(word));
  return isDocumented ? 'UPSTREAM_REJECTED' : 'UPSTREAM_BAD_RESPONSE';
}

/** The provider's code, if it is one to be shown: a number tells no more than our own code. */
export const shownCode = ({ word }: ToldFailure): string | undefined =>
  Number.isNaN(Number(word)) ? shownWord(word) : undefined;
