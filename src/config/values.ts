import { isIP } from 'node:net';
import { z } from 'zod';
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

/** Blanks, line ends and marks that nobody sees (a BOM, a zero-width space) around a text; control characters in it. */
const unseen = /^[\s\p{Cf}]|[\s\p{Cf}]$|[\p{Cc}\p{Cs}]/u;

/** A text that is not empty. Secrets are often read from files together with a line end, or pasted with a blank. */
export const text = z
  .string('must be a text')
  .min(1, 'must not be empty')
  .refine(
    (value) => !unseen.test(value),
    'must not begin or end with a blank, a line end or a byte order mark (BOM), or contain control characters',
  );

/** Whether a text can be sent in an HTTP header as it is. */
const isSendable = (value: string): boolean => /^[!-~]*$/.test(value);
const unsendable = 'must consist of ASCII letters, digits and signs, without blanks and line ends';

/** A text that is sent in a header, such as a key's id. */
export const headerText = z.string('must be a text').min(1, 'must not be empty').refine(isSendable, unsendable);

/** As `headerText`; an empty text, such as `${NAME:-}` gives, counts as not set. */
export const optionalHeaderText = z
  .preprocess(
    (value) => (value === '' ? undefined : value),
    z.string('must be a text').refine(isSendable, unsendable).optional(),
  )
  .meta({ type: 'string' });

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a host name always means this machine. */
export const isLoopback = (hostname: string): boolean => loopback.test(hostname) || hostname === '::1';

const hostName = /^(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*\.?$/i;

/** A host name or an IP address to listen on; an IPv6 address may be in brackets. */
export const host = z
  .string('must be a text')
  .min(1, 'must not be empty')
  .overwrite((value) => value.replace(/^\[(.*)\]$/, '$1'))
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

/** The faults of a zod issue, in our words: an unknown setting is reported by its own path, and no value is shown. */
export function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not a setting' }));
  }
  const isNoObject = issue.code === 'invalid_type' && issue.expected === 'object';
  return [{ path: issue.path, message: isNoObject ? 'must hold settings' : issue.message }];
}
