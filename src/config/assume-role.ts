import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import { headerText, notText, wholeNumber } from './values.ts';

/** As RAM writes it: the account by its number, and the role's name. */
const roleArn = z
  .string({ error: notText })
  .regex(/^acs:ram::\d{1,32}:role\/[\w.@-]{1,64}$/, "must be a role's ARN, such as acs:ram::123456789012:role/reader");

const sessionName = z
  .string({ error: notText })
  .regex(/^[\w.@-]{2,64}$/, 'must be 2 to 64 letters, digits, . @ - and _');

const externalId = headerText
  .min(2, 'must have 2 characters at least')
  .max(1_224, 'must have 1224 characters at most')
  .regex(/^[\w+=,.@:/-]*$/, 'must consist of letters, digits and + = , . @ : / - _');

/** The longest policy that STS takes, in characters. */
const mostPolicyCharacters = 2_048;

/** The policy as it is sent: on one line, however it is written. Null where the text is no JSON object. */
function packed(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return Object.keys(membersOf(value)).length > 0 ? JSON.stringify(value) : null;
  } catch {
    return null;
  }
}

const policy = z.string({ error: notText }).transform((value, context) => {
  const sent = packed(value);
  if (sent !== null && sent.length <= mostPolicyCharacters) return sent;
  context.addIssue(
    sent === null ? 'must be a policy of RAM, as JSON' : `must have ${mostPolicyCharacters} characters at most`,
  );
  return z.NEVER;
});

const endpoint = z
  .string({ error: notText })
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i, 'must be a host, such as sts.cn-hangzhou.aliyuncs.com');

/** The role that is assumed by the credentials it stands beside. */
export const assumeRoleSchema = z.strictObject({
  roleArn: roleArn.describe("The role's ARN, such as acs:ram::123456789012:role/reader."),
  sessionName: sessionName.optional().describe("The session's name in the audit log of the cloud; absent: taskline."),
  externalId: externalId.optional().describe("What the role's trust policy asks of those from other accounts."),
  // STS takes 900 s too: but what is renewed a quarter of an hour before its end would then be renewed all the time.
  durationSeconds: wholeNumber(1_800, 43_200)
    .optional()
    .describe('How long a session lasts, in seconds; it is renewed a quarter of an hour before its end; absent: 3600.'),
  policy: policy.optional().describe('A policy of RAM, as JSON, that leaves the session less than the role may do.'),
  stsEndpoint: endpoint
    .optional()
    .describe('The host of STS, asked by https, such as sts.cn-hangzhou.aliyuncs.com; absent: sts.aliyuncs.com.'),
});
