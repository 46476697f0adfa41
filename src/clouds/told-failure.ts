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

/** What a member may tell of a failure by. */
type Telling = 'code' | 'status' | 'text' | 'success' | 'error';

const named = (telling: Telling, names: string): [string, Telling][] =>
  names.split(' ').map((name): [string, Telling] => [name, telling]);

/** The members that may tell of one, by their names in lower case and without what parts their words: `error_code` and `ErrorCode` are one. */
const tellings: ReadonlyMap<string, Telling> = new Map([
  ...named('code', 'code errorcode errcode errno retcode returncode resultcode'),
  // A status of HTTP; of a task they may tell something else.
  ...named('status', 'status statuscode httpstatus httpstatuscode httpcode'),
  // Their text tells of a failure by itself.
  ...named('text', 'errormsg errmsg errormessage errordescription'),
  ...named('success', 'success issuccess succeeded ok'),
  // An error as a thing of its own, or several.
  ...named('error', 'error errors err errorinfo errorresponse haserror iserror fault exception'),
]);

/** What members tell by their names, of those that were met before: to look at the name itself takes longer. */
const tellingsMet = new Map<string, Telling | undefined>();

/** How many of these are kept: an API has far fewer members, but it may name them by what they hold. */
const mostMet = 2_000;

function tellingOf(name: string): Telling | undefined {
  const known = tellingsMet.get(name);
  if (known !== undefined || tellingsMet.has(name)) return known;
  const telling = tellings.get(name.replaceAll(/[_-]/g, '').toLowerCase());
  if (tellingsMet.size < mostMet) tellingsMet.set(name, telling);
  return telling;
}

/** What members tell of a failure. */
type Told = readonly (readonly [by: Telling, value: unknown])[];

/** How many members of an answer are looked at: a failure is told among few. */
const mostMembers = 200;

function toldBy(members: Members): Told {
  const told: [Telling, unknown][] = [];
  for (const name of Object.keys(members).slice(0, mostMembers)) {
    const by = tellingOf(name);
    if (by) told.push([by, members[name]]);
  }
  return told;
}

const valuesOf = (told: Told, wanted: Telling): unknown[] =>
  told.filter(([by]) => by === wanted).map(([, value]) => value);

/** A text or a number as text; empty for anything else. */
const wordIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const isCode = (word: string): boolean => word !== '';

/** A code as text; empty for a word of success, and for what is no code. */
function codeIn(value: unknown): string {
  const word = wordIn(value);
  return isSuccessWord(word) ? '' : word;
}

/** Whether a code says that nothing failed; to have none says nothing. */
export function isSuccessCode(code: unknown): boolean {
  const word = wordIn(code);
  return isCode(word) && isSuccessWord(word);
}

const isFailedStatus = (word: string): boolean => /^[45]\d\d$/.test(word);

const isNo = (value: unknown): boolean =>
  value === false || value === 0 || (typeof value === 'string' && /^\s*(false|0|no)\s*$/i.test(value));

const codeOf = (told: Told): string | undefined => valuesOf(told, 'code').map(codeIn).find(isCode);

const statusOf = (told: Told): string | undefined => valuesOf(told, 'status').map(codeIn).find(isFailedStatus);

/** The word of an error that is told as a thing of its own, as a text, or first among several; undefined where it is none. */
function wordOfError(error: unknown): string | undefined {
  if (Array.isArray(error)) return error.length === 0 ? undefined : wordOfError(error[0] ?? true);
  const members = membersOf(error);
  if (Object.keys(members).length > 0) {
    const told = toldBy(members);
    const saysNone = valuesOf(told, 'code').some(isSuccessCode);
    return codeOf(told) ?? statusOf(told) ?? (saysNone ? undefined : '');
  }
  const isDenied = typeof error === 'string' && /^\s*false\s*$/i.test(error);
  return error === true || (!isDenied && isCode(codeIn(error))) ? '' : undefined;
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
  const told = toldBy(members);
  if (told.length === 0) return null;
  const errors = valuesOf(told, 'error')
    .map(wordOfError)
    .filter((word) => word !== undefined);
  const word = codeOf(told) ?? errors.find(isCode) ?? statusOf(told);
  if (word !== undefined) return { word, isDocumented: false };
  const isFailed =
    errors.length > 0 ||
    valuesOf(told, 'success').some(isNo) ||
    valuesOf(told, 'text').some((text) => isCode(codeIn(text)));
  return isFailed ? untold : null;
}

/** The statuses of being busy: as a code they tell more than the status that they come with. */
const busyStatus = /^(408|429|5\d\d)$/;

/**
 * What a failure means: by the cloud's own table where that knows the code, by plain words or numbers of being busy, and then
 * by the status.
 */
export function codeOfFailure(status: number, told: ToldFailure, known: UpstreamCode | undefined): UpstreamCode {
  const meant = known ?? codeOfBusyWord(told.word);
  if (meant) return meant;
  if (busyStatus.test(told.word)) return codeOfStatus(Number(told.word));
  return status < 300 ? codeOfTold(told) : codeOfStatus(status);
}

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
