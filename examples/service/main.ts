import { parseArgs } from 'node:util';
import { commands, patience } from './commands.ts';
import { codeOf } from './error-code.ts';
import { createAsk } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';

const usage = `usage: [TASKLINE_URL=…] [TASKLINE_API_KEY=…] npm run --silent example:service -- [--json] [list | wait <id> | nightly <folder>]
`;

/** The exit code; null where the command line is none of the usage. */
async function run(): Promise<number | null> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name = 'list', operand = null] = positionals;
  const { TASKLINE_URL: url = 'http://127.0.0.1:4000/graphql', TASKLINE_API_KEY: key = null } = process.env;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const mostPositionals = name === 'list' ? 1 : 2;
  if (!command || positionals.length > mostPositionals) return null;
  return command({ ask: createAsk({ url, key, ...patience }), operand, json: values.json });
}

/** An error as a line; null for one that is a fault of this program. */
function complaint(error: unknown): string | null {
  if (error instanceof GatewayError) return `${error.message}\n`;
  const code = codeOf(error);
  if (code.startsWith('ERR_PARSE_ARGS')) return usage;
  // Whoever reads the lines has had enough of them: `| head`.
  if (code === 'EPIPE') return '';
  // A file that cannot be read or written.
  return error instanceof Error && 'syscall' in error ? `${error.message}\n` : null;
}

try {
  const code = await run();
  if (code === null) process.stderr.write(usage);
  process.exitCode = code ?? 1;
} catch (error) {
  const line = complaint(error);
  if (line === null) throw error;
  process.stderr.write(line);
  process.exitCode = line === '' ? 0 : 1;
}
