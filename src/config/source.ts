import { z } from 'zod';
import { alibaba } from '../clouds/alibaba.ts';
import { providerModules } from '../providers/index.ts';
import type { ProviderModule, SettingName } from '../tasks/provider.ts';
import { providerNames } from '../tasks/task.ts';
import { membersOf } from '../platform/members.ts';
import { sourceLimitsSchema } from './source-limits.ts';
import type { Fault } from './substitute.ts';
import { faultsOf, headerText, optionalHeaderText, origin, text } from './values.ts';

const staticCredentials = z.strictObject({
  accessKeyId: headerText,
  accessKeySecret: text,
  securityToken: optionalHeaderText,
});

/** The vendor's own chain of places to look for credentials: environment, profile, instance role. */
const chainCredentials = z.strictObject({ chain: z.literal('default', 'must be default') });

/** For the JSON Schema, which cannot see into the choice that is made below. */
function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const credentials = z
  .unknown()
  .transform((value, context) => {
    const isChain = typeof value === 'object' && value !== null && 'chain' in value;
    const checked = isChain ? chainCredentials.safeParse(value) : staticCredentials.safeParse(value);
    if (checked.success) return checked.data;
    for (const fault of checked.error.issues.flatMap(faultsOf)) {
      context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
    }
    return z.NEVER;
  })
  .meta({ anyOf: [jsonSchemaOf(staticCredentials), jsonSchemaOf(chainCredentials)] });

/** One configured place to ask, as far as its own shape goes; `sourceFaults` says what its provider asks beside. */
export const sourceSchema = z.strictObject({
  key: z.string('must be a text').regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -'),
  provider: z.enum(providerNames, `must be one of ${providerNames.join(', ')}`),
  region: z
    .string('must be a text')
    .regex(/^[a-z]{2}(-[a-z0-9]+)+$/, "must be a region's id, such as cn-hangzhou")
    .optional(),
  project: text.optional(),
  projectId: optionalHeaderText,
  endpoint: origin.optional(),
  credentials,
  limits: sourceLimitsSchema.optional(),
});

export type SourceConfig = z.output<typeof sourceSchema>;

const settingNames: readonly SettingName[] = ['region', 'project', 'projectId'];

function settingFault(module: ProviderModule, name: SettingName, given: boolean): string | null {
  if (module.settings.required.includes(name)) return given ? null : `${module.title} needs it`;
  return given && !module.settings.optional.includes(name) ? `${module.title} has none` : null;
}

/** What is wrong between a source's settings and its provider. Reads what has not been checked yet, to find all faults at once. */
export function sourceFaults(source: unknown): Fault[] {
  const { provider, credentials: given, ...settings } = membersOf(source);
  const name = providerNames.find((known) => known === provider);
  if (!name) return [];
  const module: ProviderModule = providerModules[name];
  const faults = settingNames.flatMap((setting) => {
    const message = settingFault(module, setting, settings[setting] !== undefined);
    return message === null ? [] : [{ path: [setting], message }];
  });
  const isChain = 'chain' in membersOf(given);
  return isChain && module.cloud !== alibaba
    ? [...faults, { path: ['credentials', 'chain'], message: 'is for sources of Alibaba Cloud' }]
    : faults;
}
