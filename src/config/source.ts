import { z } from 'zod';
import { providerNames } from '../providers/modules.ts';
import { sourceLimitsSchema } from './source-limits.ts';
import { checking, faultsOf, headerText, notText, optionalHeaderText, origin, text } from './values.ts';

const staticCredentials = z.strictObject({
  accessKeyId: headerText,
  accessKeySecret: text,
  securityToken: optionalHeaderText,
});

/** The default credential chain of the vendor's SDK: environment, profile, instance role. */
const chainCredentials = z.strictObject({ chain: z.literal('default', 'must be default') });

/** For the generated JSON Schema: zod cannot derive it from the transform below. */
function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const credentials = z
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

/** One source: a provider with an account, and a region or project where it has them. */
export const sourceSchema = z.strictObject({
  key: z.string({ error: notText }).regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -'),
  provider: z.enum(providerNames, `must be one of ${providerNames.join(', ')}`),
  region: z
    .string({ error: notText })
    .regex(/^[a-z]{2}(-[a-z0-9]+)+$/, "must be a region's id, such as cn-hangzhou")
    .optional(),
  project: text.optional(),
  projectId: optionalHeaderText,
  endpoint: origin.optional(),
  credentials,
  limits: sourceLimitsSchema.optional(),
});

/** A source of the configuration, checked. */
export type SourceConfig = z.output<typeof sourceSchema>;
