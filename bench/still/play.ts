import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../client.ts';
import { startProcess } from '../measured-process.ts';
import { sandboxControls } from '../sandbox.ts';
import { wideSources } from '../wide-sources.ts';
import { workloads } from '../workloads.ts';

/** How often the timeline is reloaded, in milliseconds. */
const reloadMs = 2_000;

/** For how many reloads nothing is measured: until all pages are known to stand still. */
const warmUps = 15;

/** What a gateway took for so many reloads. */
interface Cost {
  readonly calls: number;
  /** In microseconds. */
  readonly cpu: number;
}

/** Reloads the timeline of 300 sources that stand still, over a sandbox of its own. */
async function reloaded(name: string, limits: object, reloads: number): Promise<Cost> {
  await using started = new AsyncDisposableStack();
  const start = async (program: string, environment: Record<string, string>) =>
    started.adopt(await startProcess(program, environment), (each) => each.stop());
  const folder = started.adopt(mkdtempSync(join(tmpdir(), 'taskline-bench-')), (path) =>
    rmSync(path, { recursive: true }),
  );
  const sandbox = await start('../src/sandbox/main.ts', { SANDBOX_PORT: '0', SANDBOX_LIFE: 'still' });
  const TASKLINE_CONFIG = join(folder, `${name}.json`);
  writeFileSync(
    TASKLINE_CONFIG,
    JSON.stringify({ sources: wideSources(sandbox.origin).map((source) => ({ ...source, limits })) }),
  );
  const gateway = await start('../src/main.ts', { NODE_ENV: 'production', PORT: '0', TASKLINE_CONFIG });
  const controls = sandboxControls(sandbox.origin);
  const { ask, close } = createClient(gateway.origin, 1);
  started.defer(close);
  const reload = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await Promise.all([ask(workloads.T300(time)), sleep(reloadMs)]);
  };
  await reload(warmUps);
  await controls.forgetCalls();
  const before = await gateway.usage();
  await reload(reloads);
  const after = await gateway.usage();
  return { calls: await controls.countCalls(), cpu: after.cpu - before.cpu };
}

/** Measures what it costs to reload a timeline of 300 sources that stand still, with and without `stillListMs`. */
export async function playStill(reloads: number): Promise<void> {
  // At the same time: the load of the machine is the same for both.
  const [plain, still] = await Promise.all([
    reloaded('plain', {}, reloads),
    reloaded('still', { stillListMs: 15_000 }, reloads),
  ]);
  const seconds = (reloads * reloadMs) / 1_000;
  const lineOf = (name: string, { calls, cpu }: Cost): string =>
    `${name}: ${(calls / seconds).toFixed(1)} calls a second, ${(cpu / 1_000 / reloads).toFixed(1)} ms of CPU for a reload`;
  const lines = [
    `A timeline of 300 sources, reloaded ${reloads} times, each ${reloadMs / 1_000} s:`,
    lineOf('all pages cached alike', plain),
    lineOf('pages that stand still cached for longer', still),
    `${(still.calls / plain.calls).toFixed(2)} of the calls, ${(still.cpu / plain.cpu).toFixed(2)} of the CPU time.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
