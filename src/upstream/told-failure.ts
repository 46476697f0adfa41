/** A failure as an answer tells it beside JSON: in XML, or in a header. */
export interface ToldFailure {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
}

/** How much of a text is looked at: a failure is told in few words. */
const mostCharacters = 10_000;

const startsAsXml = /^\s*<(\?xml\b|[A-Za-z])/;
const startsAsPage = /^[\s\S]{0,500}<(!doctype html|html)\b/i;
const hasError = /<(\w+:)?Error(Response)?[\s>]/;

/** The text of an element that has one of these names in any case. */
const textOf = (names: string): RegExp =>
  new RegExp(
    `<(?:\\w+:)?(?:${names})(?:\\s[^<>]*)?>\\s*(?:<!\\[CDATA\\[\\s*)?([\\w.:-]{1,128})\\s*(?:\\]\\]>)?\\s*</`,
    'i',
  );

const codeElement = textOf('code|error_?code');
const requestIdElement = textOf('request_?id');

/** Headers such as `x-acs-error-code` and `x-ca-error-code`. */
const codeHeader = /(^|-)error-?code$/;

/** Words that stand in the place of a code where there is no failure. */
const success = /^(0+|200|ok|success|none|null)$/i;

const unlessSuccess = (code: string | undefined): string | undefined =>
  code === undefined || success.test(code) ? undefined : code;

function inXml(status: number, body: string): ToldFailure {
  const text = body.slice(0, mostCharacters);
  if (!startsAsXml.test(text) || startsAsPage.test(text)) return {};
  // With a status of success, an element of this name may belong to the data.
  if (status < 300 && !hasError.test(text)) return {};
  return { code: unlessSuccess(codeElement.exec(text)?.[1]), requestId: requestIdElement.exec(text)?.[1] };
}

/** What is told of a failure in XML, or else in a header. */
export function toldFailure(
  status: number,
  text: string | null,
  headers: Iterable<readonly [name: string, value: string]>,
): ToldFailure {
  const told = text === null ? {} : inXml(status, text);
  if (told.code !== undefined) return told;
  const named = [...headers].find(([name]) => codeHeader.test(name));
  return { ...told, code: unlessSuccess(named?.[1].trim()) };
}
