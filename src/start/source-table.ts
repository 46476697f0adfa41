import type { CredentialsConfig } from '../config/credentials.ts';
import type { SourceConfig } from '../config/source.ts';
import { providerModules } from '../providers/modules.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import { defaultSourceLimits } from '../upstream/limits.ts';

/** Stands for what a source does not have. */
const none = '–';

/** What the credentials are by their kind; of a secret, nothing is shown, nor of an access key's id. */
function kindOf(credentials: CredentialsConfig): string {
  const { assumeRole } = credentials;
  const own = 'chain' in credentials ? chainName(credentials.profile) : 'access key';
  return assumeRole ? `role ${assumeRole.roleArn} by ${own}` : own;
}

const chainName = (profile: string | undefined): string => (profile === undefined ? 'chain' : `profile ${profile}`);

/** Where the credentials are from. */
function accountOf({ account, credentials }: SourceConfig): string {
  const kind = kindOf(credentials);
  return account === undefined ? `its own ${kind}` : `${account} (${kind})`;
}

/** The limits that differ from those of a source that sets none. */
function limitsOf({ limits = {} }: SourceConfig): string {
  const own = Object.entries(limits).filter(
    ([name, value]) => value !== undefined && value !== defaultSourceLimits[name as keyof typeof defaultSourceLimits],
  );
  return own.map(([name, value]) => `${name}: ${value}`).join(', ') || none;
}

function row(source: SourceConfig): readonly string[] {
  const { key, provider, region = none, project, projectId, endpoint } = source;
  const module: ProviderModule = providerModules[provider];
  const address = endpoint ?? module.endpoint(source);
  return [key, provider, region, project ?? projectId ?? none, accountOf(source), address, limitsOf(source)];
}

const heading = ['key', 'provider', 'region', 'project', 'account', 'endpoint', 'limits'];

/** Lines with columns of the same width, as wide as their longest text. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The sources as a table, a line each, without secrets; with one more column where there is more to say of each. */
export function sourceTable(
  sources: readonly SourceConfig[],
  more?: { readonly heading: string; readonly cells: readonly string[] },
): readonly string[] {
  const rows = sources.map((source, index) => [...row(source), ...(more ? [more.cells[index] ?? none] : [])]);
  return aligned([[...heading, ...(more ? [more.heading] : [])], ...rows]);
}
