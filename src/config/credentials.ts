import { z } from 'zod';
import { checking, faultsOf, headerText, optionalHeaderText, text } from './values.ts';

const staticCredentials = z.strictObject({
  accessKeyId: headerText.describe("The access key's id (at Tencent Cloud: SecretId)."),
  accessKeySecret: text.describe("The access key's secret (at Tencent Cloud: SecretKey)."),
  securityToken: optionalHeaderText.describe('The token of temporary credentials; an empty text is none.'),
});

/** The default credential chain of the vendor's SDK: environment, profile, instance role. */
const chainCredentials = z.strictObject({
  chain: z
    .literal('default', 'must be default')
    .describe("Alibaba Cloud's own credential chain: environment, OIDC, profile, instance role."),
});

/** For the generated JSON Schema: zod cannot derive it from the transform below. */
function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

/** What a source is asked with: an access key, or the vendor's chain. */
export const credentialsSchema = z
  .unknown()
  .transform((value, context) => {
    const isChain = typeof value === 'object' && value !== null && 'chain' in value;
    const checked = (isChain ? chainCredentials : staticCredentials).safeParse(value, checking);
    if (checked.success) return checked.data;
    for (const fault of checked.error.issues.flatMap((issue) => faultsOf(issue, true))) {
      context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
    }
    return z.NEVER;
  })
  .meta({ anyOf: [jsonSchemaOf(staticCredentials), jsonSchemaOf(chainCredentials)] });

/** An access key, or the vendor's chain, checked. */
export type CredentialsConfig = z.output<typeof credentialsSchema>;
