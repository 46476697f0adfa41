import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import type { SourceConfig } from '../config/source.ts';
import type { Environment } from '../config/substitute.ts';
import { invocation } from './invocation.ts';
import { operatorMessage } from './operator-message.ts';
import { type ProbeResult, probeSources } from './probe.ts';
import { sourceTable } from './source-table.ts';

const usage = `usage: ${invocation.check} --config taskline.yaml [--probe]`;

const help = `${usage}

  --config <file>   the configuration, YAML or JSON; also TASKLINE_CONFIG in the environment
  --probe           ask each source once what its key may call
  --help            print this, and end

Prints the sources that result, without secrets, and ends with 0; or a line for each fault, and ends with 1.`;

/** Where lines are written: what was found, and what is wrong with it. */
export interface CheckOutput {
  readonly write: (line: string) => void;
  readonly complain: (line: string) => void;
}

const probed = (result: ProbeResult): string =>
  result.kind === 'permitted' ? `may call ${result.operations.join(', ')}` : `failed: ${result.reason}`;

function writeTable(sources: readonly SourceConfig[], results: readonly ProbeResult[] | null, output: CheckOutput) {
  const more = results ? { heading: 'probe', cells: results.map(probed) } : undefined;
  for (const line of sourceTable(sources, more)) output.write(line);
  output.write(`${sources.length} ${sources.length === 1 ? 'source' : 'sources'}`);
}

async function check(environment: Environment, commandLine: readonly string[], output: CheckOutput): Promise<boolean> {
  const options = {
    config: { type: 'string' },
    probe: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...commandLine], options });
  if (values.help) {
    output.write(help);
    return true;
  }
  const config = loadConfig(environment, values.config);
  for (const warning of config.warnings) output.complain(`warning: ${warning}`);
  if (!config.sources) {
    output.complain(usage);
    return false;
  }
  const results = values.probe ? await probeSources(config, config.sources) : null;
  writeTable(config.sources, results, output);
  const failed = results?.filter(({ kind }) => kind === 'failed').length ?? 0;
  if (failed > 0) output.complain(`${failed} of ${config.sources.length} sources failed`);
  return failed === 0;
}

/** Tells every fault of a configuration, or the sources that it makes; whether it can be used as far as was asked. */
export async function checkConfig(
  environment: Environment,
  commandLine: readonly string[],
  output: CheckOutput,
): Promise<boolean> {
  try {
    return await check(environment, commandLine, output);
  } catch (error) {
    const lines = operatorMessage(error, usage, environment);
    if (!lines) throw error;
    lines.forEach(output.complain);
    return false;
  }
}

/** That nobody reads what is written any more: `head` has seen enough. */
function bearClosedPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}

/** Checks a configuration as a command of this process. */
export async function checkAsCommand(environment: Environment, commandLine: readonly string[]): Promise<void> {
  process.stdout.on('error', bearClosedPipe);
  const isUsable = await checkConfig(environment, commandLine, {
    write: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`taskline: ${line}\n`),
  });
  process.exitCode = isUsable ? 0 : 1;
}
