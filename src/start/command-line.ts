import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { invocation } from './invocation.ts';

/** How the gateway is started. */
export const usage = `usage: ${invocation.run} [--config taskline.yaml]`;

const help = `${usage}

  --config <file>   the configuration, YAML or JSON; also TASKLINE_CONFIG in the environment.
                    Without one, the gateway runs over a sandbox of the clouds.
  --version         print the version, and end
  --help            print this, and end

HOST and PORT in the environment override where the file says to listen. The README has the settings of the file;
${invocation.check} --config <file> checks it, and with --probe asks each source once.
${invocation.sandbox} runs the sandbox alone, on SANDBOX_PORT or 4100.`;

/** What a command line asks for: to run with a configuration file or without, to print a text, or another command by its name. */
export type Command =
  | { readonly kind: 'check'; readonly words: readonly string[] }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'run'; readonly config: string | undefined }
  | { readonly kind: 'print'; readonly text: string };

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** Reads a command line. Throws a TypeError of Node where it has anything else. */
export function readCommandLine(words: readonly string[]): Command {
  const [name, ...others] = words;
  if (name === 'check') return { kind: 'check', words: others };
  if (name === 'sandbox' && others.length === 0) return { kind: 'sandbox' };
  const options = {
    config: { type: 'string' },
    help: { type: 'boolean', default: false },
    version: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...words], options });
  if (values.help) return { kind: 'print', text: help };
  return values.version ? { kind: 'print', text: version() } : { kind: 'run', config: values.config };
}
