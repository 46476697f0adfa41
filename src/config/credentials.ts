import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import { assumeRoleSchema } from './assume-role.ts';
import { unmixed } from './mixed-credentials.ts';
import { checking, faultsOf, headerText, optionalHeaderText, text } from './values.ts';

const assumeRole = assumeRoleSchema
  .optional()
  .describe('The role of Alibaba Cloud that is assumed by these credentials; the source is asked with the role.');

const staticCredentials = z.strictObject({
  accessKeyId: headerText.describe("The access key's id (at Tencent Cloud: SecretId)."),
  accessKeySecret: text.describe("The access key's secret (at Tencent Cloud: SecretKey)."),
  securityToken: optionalHeaderText.describe('The token of temporary credentials; an empty text is none.'),
  assumeRole,
});

/** The credential chain of the vendor's SDK, or a profile of it. */
const chainCredentials = z.strictObject({
  chain: z
    .literal('default', 'must be default')
    .describe("Alibaba Cloud's own credential chain: environment, OIDC, profile, instance role."),
  profile: text
    .optional()
    .describe(
      'The profile that is meant, by its name in ~/.aliyun/config.json or ~/.alibabacloud/credentials; absent: what the chain finds first.',
    ),
  assumeRole,
});

/** For the generated JSON Schema: zod cannot derive it from the transform below. */
function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

/** What a source is asked with: an access key or the vendor's chain, or a role that is assumed by one of them. */
export const credentialsSchema = z
  .unknown()
  .transform((value, context) => {
    const { settings, mixed } = unmixed(value);
    const form = 'chain' in membersOf(settings) ? chainCredentials : staticCredentials;
    const checked = form.safeParse(settings, checking);
    if (checked.success && mixed.length === 0) return checked.data;
    const others = checked.success ? [] : checked.error.issues.flatMap((issue) => faultsOf(issue, true));
    for (const fault of [...mixed, ...others]) {
      context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
    }
    return z.NEVER;
  })
  .meta({ anyOf: [jsonSchemaOf(staticCredentials), jsonSchemaOf(chainCredentials)] });

/** An access key or the vendor's chain, or a role that is assumed by one of them, checked. */
export type CredentialsConfig = z.output<typeof credentialsSchema>;
