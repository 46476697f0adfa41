import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sandboxSources } from '../src/sandbox/sources.ts';
import { cases, type Case } from './cases.ts';
import { createClient } from './client.ts';
import { type Load, measure } from './measure.ts';
import { playFairness } from './fairness/play.ts';
import { playReplicas } from './replicas/play.ts';
import { playLive } from './live/play.ts';
import { playScale } from './scale/play.ts';
import { playStill } from './still/play.ts';
import { type MeasuredProcess, startProcess } from './measured-process.ts';
import { complaintsAbout, type Ratios, readRecorded, record } from './recorded-ratios.ts';
import { sandboxControls } from './sandbox.ts';
import { wideSources } from './wide-sources.ts';
import { heading, type Line, lineText, medianOf } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});
const load: Load = {
  concurrency: 16,
  ...(values.quick ? { warmUpMs: 80, measuredMs: 300 } : { warmUpMs: 700, measuredMs: 2_000 }),
};

function writeConfig(file: string, sources: readonly object[]): string {
  writeFileSync(file, JSON.stringify({ sources }));
  return file;
}

/** The sandbox's sources, whose patience with one that hangs is short. */
const usualSources = (sandboxUrl: string) =>
  sandboxSources(sandboxUrl).map((source) => ({ ...source, limits: { attemptMs: 1_000 } }));

interface Processes {
  readonly sandbox: MeasuredProcess;
  readonly servers: Readonly<Record<Case['server'], MeasuredProcess>>;
}

/** The sandbox, the gateway over it and the floor, each in a process of its own, so that CPU time can be told apart. */
async function startProcesses(folder: string, started: AsyncDisposableStack): Promise<Processes> {
  const start = async (name: string, environment: Record<string, string>): Promise<MeasuredProcess> =>
    started.adopt(await startProcess(name, environment), (each) => each.stop());
  const sandbox = await start('../src/sandbox/main.ts', { SANDBOX_PORT: '0', SANDBOX_LIFE: 'still' });
  const environment = { NODE_ENV: 'production', PORT: '0' };
  const startGateway = (name: string, sources: readonly object[]): Promise<MeasuredProcess> => {
    const TASKLINE_CONFIG = writeConfig(join(folder, `${name}.json`), sources);
    return start('../src/main.ts', { ...environment, TASKLINE_CONFIG });
  };
  const gateway = await startGateway('usual', usualSources(sandbox.origin));
  const wide = await startGateway('wide', wideSources(sandbox.origin));
  const floor = await start('floor/server.ts', { ...environment, SANDBOX_URL: sandbox.origin });
  return { sandbox, servers: { gateway, 'wide gateway': wide, floor } };
}

async function measureCase(each: Case, processes: Processes): Promise<Line> {
  const { name, server, run, concurrency, faults = [], timesAsLong = 1 } = each;
  const controls = sandboxControls(processes.sandbox.origin);
  const measured = processes.servers[server];
  const ownLoad: Load = {
    concurrency: concurrency ?? load.concurrency,
    warmUpMs: load.warmUpMs * timesAsLong,
    measuredMs: load.measuredMs * timesAsLong,
  };
  const { ask, close } = createClient(measured.origin, 2 * ownLoad.concurrency);
  await controls.spoil(faults);
  const measurement = await measure(measured, (number) => run(ask, number), ownLoad, controls.forgetCalls);
  const calls = (await controls.countCalls()) / measurement.count;
  await close();
  await controls.spoil([]);
  return { name, calls, ...measurement };
}

/** Cases that are compared with one another, each measured by turns with the others; the medians of the rounds. */
async function measureTogether(group: readonly Case[], processes: Processes): Promise<Line[]> {
  const rounds: Line[][] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const lines: Line[] = [];
    for (const each of group) lines.push(await measureCase(each, processes));
    rounds.push(lines);
  }
  return group.map((_, index) => medianOf(rounds.flatMap((lines) => lines[index] ?? [])));
}

/** Measures the chosen cases, and gives the ratios to their floors. */
async function measureAll(processes: Processes): Promise<Ratios> {
  const ratios: Record<string, number> = {};
  process.stdout.write(`${heading()}\n`);
  const chosen = cases.filter(({ name }) => name.includes(values.only));
  for (const group of Map.groupBy(chosen, ({ workload, name }) => workload ?? name).values()) {
    const lines = await measureTogether(group, processes);
    const floor = lines.find((_, index) => group[index]?.server === 'floor');
    for (const line of lines) {
      process.stdout.write(`${lineText(line, floor)}\n`);
      if (floor && line !== floor) ratios[line.name] = line.cpu / floor.cpu;
    }
  }
  for (const name of ['gateway', 'wide gateway'] as const) {
    const { memory } = await processes.servers[name].usage();
    process.stdout.write(`The ${name} holds ${Math.round(memory / 1e6)} MB.\n`);
  }
  return ratios;
}

async function measureWorkloads(): Promise<void> {
  await using started = new AsyncDisposableStack();
  const folder = started.adopt(mkdtempSync(join(tmpdir(), 'taskline-bench-')), (path) =>
    rmSync(path, { recursive: true }),
  );
  const ratios = await measureAll(await startProcesses(folder, started));
  if (values.record) record(ratios);
  // So short a measurement says whether everything works, and not how fast it is.
  else if (!values.quick) complain(complaintsAbout(ratios, readRecorded()));
}

function complain(complaints: readonly string[]): void {
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  if (complaints.length > 0) process.exitCode = 1;
}

const [kind, ...names] = positionals;
if (kind === undefined) await measureWorkloads();
else if (kind === 'fairness') await playFairness(names);
else if (kind === 'live') await playLive(Number(names[0] ?? 5_000), Number(names[1] ?? 10));
else if (kind === 'still') await playStill(Number(names[0] ?? 26));
else if (kind === 'scale') await playScale();
else if (kind === 'replicas') await playReplicas(load, Math.max(Number(values.rounds), values.quick ? 1 : 5));
else throw new RangeError(`There is no bench ${kind}; there are fairness, live, replicas, scale and still.`);
