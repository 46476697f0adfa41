import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createAsk } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import { jsonLineOf, lineOf, missingLineOf } from './report.ts';
import { type FailedSource, walk } from './walk.ts';

const usage = 'usage: [TASKLINE_URL=…] [TASKLINE_API_KEY=…] npm run --silent example:service -- [--json]\n';

const patience = { attempts: 5, pauseMs: 200 };

/** Prints the whole timeline; the sources whose tasks are missing from it. */
async function printTimeline(json: boolean): Promise<readonly FailedSource[]> {
  const { TASKLINE_URL: url = 'http://127.0.0.1:4000/graphql', TASKLINE_API_KEY: key = null } = process.env;
  const ask = createAsk({ url, key, ...patience });
  let failed: readonly FailedSource[] = [];
  async function* lines(): AsyncGenerator<string> {
    for await (const page of walk({ ask, pageSize: 200, ...patience })) {
      yield page.tasks.map(json ? jsonLineOf : lineOf).join('');
      failed = page.failed;
    }
  }
  await pipeline(lines, process.stdout, { end: false });
  return failed;
}

function complaint(error: unknown): string | null {
  if (error instanceof GatewayError) return `${error.message}\n`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return usage;
  // Whoever reads the lines has had enough of them: `| head`.
  return code === 'EPIPE' ? '' : null;
}

try {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const failed = await printTimeline(values.json);
  process.stderr.write(failed.map(missingLineOf).join(''));
  process.exitCode = failed.length > 0 ? 2 : 0;
} catch (error) {
  const line = complaint(error);
  if (line === null) throw error;
  process.stderr.write(line);
  process.exitCode = line === '' ? 0 : 1;
}
