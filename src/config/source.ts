import { z } from 'zod';
import { providerNames } from '../providers/modules.ts';
import { grant } from './auth.ts';
import { type CredentialsConfig, credentialsSchema } from './credentials.ts';
import { sourceLimitsSchema } from './source-limits.ts';
import { nameForm, notText, optionalHeaderText, origin, text } from './values.ts';

const keyForm = /^(?:[a-z0-9-]|\{(?:account|region)\}){1,64}$/;

const key = z.string({ error: notText }).regex(keyForm, {
  error: ({ input }) =>
    typeof input === 'string' && input.includes('{')
      ? 'must be 1 to 64 of a-z, 0-9 and -, {account} and {region}'
      : 'must be 1 to 64 of a-z, 0-9 and -',
});

const region = z
  .string({ error: notText })
  .regex(/^[a-z]{2}(-[a-z0-9]+)+$/, "must be a region's id, such as cn-hangzhou");

const account = z.string({ error: notText }).regex(nameForm, "must be an account's name: 1 to 64 of a-z, 0-9 and -");

const excluded = z
  .unknown()
  .superRefine((value, context) => {
    const form = typeof value === 'object' ? combination : grant;
    const { error } = form.safeParse(value);
    if (error) context.addIssue("must be a source's key, a wildcard such as a1-*, or { account: …, region: … }");
  })
  .transform((value) => value as string | z.output<typeof combination>)
  .meta({ type: ['string', 'object'] });

const combination = z
  .strictObject({
    account: account.optional().describe('The sources of this account.'),
    region: region.optional().describe('The sources in this region.'),
  })
  .refine((value) => value.account !== undefined || value.region !== undefined);

/** An entry of `sources`: one source, or the product of accounts and regions. */
export const sourceEntrySchema = z.strictObject({
  key: key.describe(
    "The source's name, unique and part of every task's global id. Where the entry makes several sources, a pattern: {account} and {region} are replaced.",
  ),
  provider: z
    .enum(providerNames, `must be one of ${providerNames.join(', ')}`)
    .describe('The API that is asked, by its name in the GraphQL enum Provider.'),
  region: region.optional().describe('The region, for a provider that has regions.'),
  regions: z
    .array(region, 'must be a list of regions')
    .min(1, 'must name one region at least')
    .optional()
    .describe('Several regions, in place of region: a source in each.'),
  project: text.optional().describe('The project, for ALIYUN_IMM.'),
  projectId: optionalHeaderText.describe('The id of the project, for HUAWEI_DNS; absent: that of the access key.'),
  endpoint: origin.optional().describe("The API's address; absent: the provider's own for the region."),
  account: account.optional().describe('The name of one of accounts, in place of credentials.'),
  accounts: z
    .array(account, 'must be a list of accounts')
    .min(1, 'must name one account at least')
    .optional()
    .describe('The names of several of accounts, in place of credentials: a source of each.'),
  credentials: credentialsSchema.optional().describe('What the source is asked with, if not an account.'),
  exclude: z
    .array(excluded, 'must be a list of sources')
    .optional()
    .describe(
      'The sources that accounts and regions would make and that there are not: by key, wildcard or combination.',
    ),
  limits: sourceLimitsSchema.optional().describe('Limits that differ from those of defaults.limits.'),
});

/** An entry of `sources`, checked. */
export type SourceEntry = z.output<typeof sourceEntrySchema>;

/** A source of the configuration: a provider with an account, and a region or project where it has them. */
export type SourceConfig = Omit<SourceEntry, 'regions' | 'accounts' | 'exclude' | 'credentials'> & {
  readonly credentials: CredentialsConfig;
};
