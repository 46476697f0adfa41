import { isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import type { Fault } from './substitute.ts';

/** For the JSON Schema: digits, a word, or a reference to an environment variable. */
const reference = '^(\\$\\{.+\\}|\\d+|true|false)$';

/** A whole number; also as digits in a text, which is what an environment variable gives. */
export const wholeNumber = (least: number, most: number) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
      z
        .int(`must be a whole number from ${least} to ${most}`)
        .min(least, `must be at least ${least}`)
        .max(most, `must be at most ${most}`),
    )
    .meta({ type: ['integer', 'string'], minimum: least, maximum: most, pattern: reference });

/** A boolean; also as the text `true` or `false`, which is what an environment variable gives. */
export const flag = z
  .preprocess(
    (value) => (value === 'true' ? true : value === 'false' ? false : value),
    z.boolean('must be true or false'),
  )
  .meta({ type: ['boolean', 'string'], pattern: reference });

/** What the keys of sources and the names of accounts look like. */
export const nameForm = /^[a-z0-9-]{1,64}$/;

/** Whether a value can be a source's key or an account's name, so that it may be shown: anything else may be a secret. */
export const isName = (value: unknown): value is string => typeof value === 'string' && nameForm.test(value);

/** Blanks around a text; and anywhere in it, what nobody sees: control characters, a BOM, a space that is no common one. */
const unseen = /^ | $|[^\S ]|[\p{Cc}\p{Cf}\p{Cs}]/u;

/** Whether a text has none of that. Secrets are often read from files together with a line end, or pasted with a blank. */
export const isSeen = (value: string): boolean => !unseen.test(value);

/** What is wrong with a text that has. */
export const unseenComplaint =
  'must not begin or end with a blank, a line end or a byte order mark (BOM), or contain control or invisible characters';

/** What is wrong with a value that is no text: YAML takes `0123` and `1e5` for numbers, and `true` for a switch. */
export const notText = ({ input }: { readonly input?: unknown }): string =>
  typeof input === 'number' || typeof input === 'boolean'
    ? `must be a text: YAML reads it as a ${typeof input} unless it is in quotes`
    : 'must be a text';

/** A text that is not empty. */
export const text = z.string({ error: notText }).min(1, 'must not be empty').refine(isSeen, unseenComplaint);

/** Whether a text can be sent in an HTTP header as it is. */
export const isSendable = (value: string): boolean => /^[!-~]*$/.test(value);
/** What is wrong with a text that cannot. */
export const unsendable = 'must consist of ASCII letters, digits and signs, without blanks and line ends';

/** A text that is sent in a header, such as a key's id. */
export const headerText = z.string({ error: notText }).min(1, 'must not be empty').refine(isSendable, unsendable);

/** As `headerText`; an empty text, such as `${NAME:-}` gives, counts as not set. */
export const optionalHeaderText = z
  .preprocess(
    (value) => (value === '' ? undefined : value),
    z.string({ error: notText }).refine(isSendable, unsendable).optional(),
  )
  .meta({ type: 'string' });

/** Whether a host name always means this machine. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|\[?::1\]?)$/i.test(hostname) || (isIPv4(hostname) && hostname.startsWith('127.'));

const hostName = /^(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*\.?$/i;

/** A host name or an IP address to listen on; an IPv6 address may be in brackets. */
export const host = z
  .string({ error: notText })
  .min(1, 'must not be empty')
  .overwrite((value) => value.replace(/^\[(.*)\]$/, (whole, inner: string) => (isIPv6(inner) ? inner : whole)))
  .refine((value) => isIP(value) > 0 || hostName.test(value), 'must be a host name or an IP address');

function originFault(value: string): string | null {
  if (!URL.canParse(value)) return 'must be a URL, such as https://ecs.cn-beijing.aliyuncs.com';
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must be an https URL';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'must be https; http is for this machine alone';
  if (url.username || url.password) return 'must not hold credentials';
  return url.pathname === '/' && !url.search && !url.hash ? null : 'must be a scheme and a host, without a path';
}

/** The address of an API: scheme, host and port. */
export const origin = z.string('must be a URL').transform((value, context) => {
  const fault = originFault(value);
  if (fault === null) return new URL(value).origin;
  context.addIssue(fault);
  return z.NEVER;
});

/**
 * The fault of a name that is no setting. It is shown, unless it can be a part of a secret: `accessKeySecret:secret` is
 * one name to YAML, without a value, and so is within braces what follows a comma.
 */
function unknownSetting(path: readonly PropertyKey[], name: string, value: unknown, isSecret: boolean): Fault {
  const isShown = /^[\w<-]{1,64}$/.test(name) && !(isSecret && value === null);
  if (isShown) return { path: [...path, name], message: 'is not a setting' };
  const message =
    'holds a name that is no setting: a colon needs a blank after it, and a text with a comma or a colon needs quotes';
  return { path, message };
}

/** Whether the settings around a fault hold secrets. */
const holdsSecrets = ({ path: [section] }: z.core.$ZodIssue): boolean =>
  section === 'accounts' || section === 'cursors' || section === 'hooks' || section === 'shared';

/** How to check settings, so that `faultsOf` can tell what stands in them. */
export const checking = { reportInput: true };

/** The faults of a zod issue, in our words: an unknown setting is reported by its own path, and no value is shown. */
export function faultsOf(issue: z.core.$ZodIssue, isSecret = holdsSecrets(issue)): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const values = membersOf(issue.input);
    return issue.keys.map((name) => unknownSetting(issue.path, name, values[name], isSecret));
  }
  const isNoObject = issue.code === 'invalid_type' && issue.expected === 'object';
  return [{ path: issue.path, message: isNoObject ? 'must hold settings' : issue.message }];
}
