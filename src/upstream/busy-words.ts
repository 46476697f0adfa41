import type { UpstreamCode } from './errors.ts';

/** Longer than any code: the patterns are not meant for longer texts. */
const mostCharacters = 128;

/**
 * Splits a code into words, at capitals and at all but letters and digits: `QPSLimit.User` and `QPS_LIMIT_USER` give `qps
 * limit user`.
 */
const spelled = (code: string): string =>
  code
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replaceAll(/[^A-Za-z\d]+/g, ' ')
    .toLowerCase();

/** Codes that begin like this are about the request, whatever follows: `InvalidParameter.Timeout`. */
const ofTheRequest =
  /^ ?(invalid|illegal|missing|unsupported|malformed|incorrect|forbidden|unauthorized|no|not|auth)\b/;

/** What these words mean, whatever the cloud, the product and the status. */
const meanings: readonly (readonly [words: RegExp, code: UpstreamCode])[] = [
  [/throttl|(flow|traffic) ?(control|limit)|slow ?down|too ?(frequent|fast|often)/, 'UPSTREAM_THROTTLED'],
  [/too ?many ?(request|call|concurrent|connection)/, 'UPSTREAM_THROTTLED'],
  [/\b(qps|tps|rate|burst|freq|frequency|request|call|concurren\w+)s? (over )?(limit|exceed)/, 'UPSTREAM_THROTTLED'],
  [/\b(exceed\w*|over) (\w+ )*(qps|tps|rate|frequency|concurren\w+)\b/, 'UPSTREAM_THROTTLED'],
  [/busy|overload|maintenance|queue full|\b(try|retry) (again|later)/, 'UPSTREAM_UNAVAILABLE'],
  [
    /\b(service|server|system|backend|temporar\w+) ?(unavailable|not available)|^ ?unavailable$/,
    'UPSTREAM_UNAVAILABLE',
  ],
  [/\b(internal|server|service|system|backend) ?(server |service )?(error|failure|exception)/, 'UPSTREAM_UNAVAILABLE'],
  [
    /\b(request|service|server|system|gateway|backend|connect\w*|read|response) ?(time ?out|timed out)/,
    'UPSTREAM_TIMEOUT',
  ],
  [
    /^ ?((api|operation|http|socket) )?(time ?out|timed out)( error| exception)?$|deadline exceeded/,
    'UPSTREAM_TIMEOUT',
  ],
];

/** The meaning of a provider's code that is not in the table of its cloud, but says in plain words that it is busy. */
export function codeOfBusyWord(code: string): UpstreamCode | undefined {
  const words = spelled(code.slice(0, mostCharacters));
  return ofTheRequest.test(words) ? undefined : meanings.find(([pattern]) => pattern.test(words))?.[1];
}
