import { isSuccessWord } from './success-words.ts';

/** A failure that an answer names in XML or in a header. */
export interface NonJsonFailure {
  readonly code: string;
  readonly requestId?: string | undefined;
}

/** The parts of an answer in which such a failure is looked for. */
export interface NonJsonAnswer {
  readonly status: number;
  /** The names of its headers, in lower case. */
  readonly names: readonly string[];
  header(name: string): string | null;
  /** The body; null if it is JSON or did not arrive whole. */
  readonly text: string | null;
}

/** How much of a body is searched: the bodies of failures are short. */
const mostCharacters = 10_000;

const startsAsXml = /^\s*<(\?xml\b|[A-Za-z])/;
const startsAsPage = /^[\s\S]{0,500}<(!doctype html|html)\b/i;
const hasError = /<(\w+:)?Error(Response)?[\s>]/i;

/** Matches an element with one of these names, in any case, and captures its text. */
const textOf = (names: string): RegExp =>
  new RegExp(
    `<(?:\\w+:)?(?:${names})(?:\\s[^<>]*)?>\\s*(?:<!\\[CDATA\\[\\s*)?([\\w.:-]{1,128})\\s*(?:\\]\\]>)?\\s*</`,
    'i',
  );

const codeElement = textOf('code|error_?code');
const requestIdElement = textOf('request_?id');

/** Headers such as `x-acs-error-code` and `x-ca-error-code`; `x-fc-error-type` beside a status of failure. */
const codeHeader = /(^|-)error-?code$/;
const typeHeader = /(^|-)error-?type$/;

function inXml(status: number, body: string): NonJsonFailure | null {
  const text = body.slice(0, mostCharacters);
  if (!startsAsXml.test(text) || startsAsPage.test(text)) return null;
  // With a status of success, an element of this name may belong to the data.
  if (status < 300 && !hasError.test(text)) return null;
  const code = codeElement.exec(text)?.[1] ?? '';
  return isSuccessWord(code) ? null : { code, requestId: requestIdElement.exec(text)?.[1] };
}

function inHeader({ status, names, header }: NonJsonAnswer): NonJsonFailure | null {
  const named =
    names.find((name) => codeHeader.test(name)) ??
    (status < 300 ? undefined : names.find((name) => typeHeader.test(name)));
  const code = named === undefined ? '' : (header(named) ?? '').trim();
  return isSuccessWord(code) ? null : { code };
}

/** The failure that is named in XML, or else in a header; null if there is none. */
export const readNonJsonFailure = (answer: NonJsonAnswer): NonJsonFailure | null =>
  (answer.text === null ? null : inXml(answer.status, answer.text)) ?? inHeader(answer);
