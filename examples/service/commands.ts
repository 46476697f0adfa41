import { pipeline } from 'node:stream/promises';
import type { Ask } from './gateway.ts';
import { nightly } from './nightly/nightly.ts';
import { jsonLineOf, lineOf, missingLineOf } from './report.ts';
import { endings, wait } from './wait.ts';
import { type FailedSource, walk } from './walk.ts';

/** How often to try what may get better, and the pause before the second try. */
export const patience = { attempts: 5, pauseMs: 200 };

const walking = { pageSize: 200, ...patience };

/** Printed without the tasks of some sources, or left some to the next night. */
const incomplete = 2;

/** What a command is given. */
export interface Command {
  readonly ask: Ask;
  /** What stands after its name. */
  readonly operand: string | null;
  readonly json: boolean;
}

/** Prints the whole timeline. */
async function list({ ask, json }: Command): Promise<number> {
  let failed: readonly FailedSource[] = [];
  async function* lines(): AsyncGenerator<string> {
    for await (const page of walk({ ask, ...walking })) {
      yield page.tasks.map(json ? jsonLineOf : lineOf).join('');
      failed = page.failed;
    }
  }
  await pipeline(lines, process.stdout, { end: false });
  process.stderr.write(failed.map(missingLineOf).join(''));
  return failed.length > 0 ? incomplete : 0;
}

/** Prints how a task is, each time that a wait is over, until it has finished. */
async function waitFor({ ask, operand: id, json }: Command): Promise<number | null> {
  if (id === null) return null;
  for await (const task of wait({ ask, id, secondsAtATime: 50 })) {
    process.stdout.write(json ? jsonLineOf(task) : lineOf(task));
    const code = endings[task.status];
    if (code !== undefined) return code;
  }
  process.stderr.write('There is no such task.\n');
  return 1;
}

/** Writes what has failed since the last night into a folder. */
async function writeFailures({ ask, operand: folder }: Command): Promise<number | null> {
  if (folder === null) return null;
  const report = await nightly({ ask, folder, now: new Date(), ...walking });
  const { file, written, left } = report;
  process.stdout.write(`${file}: ${written} failed items; ${left} tasks are left to the next night\n`);
  process.stderr.write(report.missing.join(''));
  return report.missing.length > 0 ? incomplete : 0;
}

/** What can be asked for by name; each gives the exit code, or null where it needs an operand and has none. */
export const commands: Readonly<Record<string, (command: Command) => Promise<number | null>>> = {
  list,
  wait: waitFor,
  nightly: writeFailures,
};
