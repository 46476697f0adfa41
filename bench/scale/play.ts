import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxSources } from '../../src/sandbox/sources.ts';
import { type Asked, createClient } from '../client.ts';
import { type MeasuredProcess, startProcess } from '../measured-process.ts';
import { wideSources } from '../wide-sources.ts';
import { workloads } from '../workloads.ts';

/** How often each is measured; the median counts. */
const times = 5;

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const milliseconds = (value: number): string => `${Math.round(value)} ms`;

/** A gateway whose log is read. */
interface Watched {
  readonly gateway: MeasuredProcess;
  /** Where it listens, and where its metrics are. */
  readonly origin: string;
  readonly metrics: string;
  readonly file: string;
  readonly startedInMs: number;
  /** The next line with this message. */
  readonly line: (message: string) => Promise<Readonly<Record<string, unknown>>>;
}

/** Starts a gateway over sources, with metrics. */
async function start(folder: string, sources: readonly object[]): Promise<Watched> {
  const file = join(folder, `${sources.length}.json`);
  write(file, sources);
  const waiting = new Map<string, (line: Readonly<Record<string, unknown>>) => void>();
  const listening = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const scraped = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const began = performance.now();
  const gateway = await startProcess(
    '../src/main.ts',
    { NODE_ENV: 'production', PORT: '0', TASKLINE_CONFIG: file },
    (text) => {
      const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
      if (line.url) listening.resolve(line);
      if (line.metrics) scraped.resolve(line);
      waiting.get(String(line.msg))?.(line);
    },
  );
  const { url } = await listening.promise;
  const { metrics } = await scraped.promise;
  return {
    gateway,
    origin: new URL(String(url)).origin,
    metrics: String(metrics),
    file,
    startedInMs: performance.now() - began,
    line: (message) => new Promise((resolve) => waiting.set(message, resolve)),
  };
}

const write = (file: string, sources: readonly object[]): void =>
  writeFileSync(file, JSON.stringify({ metrics: { port: 0 }, sources }));

/** How long a reload takes: read, checked and put in place; and what CPU time, in milliseconds. */
async function reload({ gateway, file, line }: Watched, sources: readonly object[]) {
  write(file, sources);
  const { cpu } = await gateway.usage({ hasGarbage: true });
  const reloaded = line('The configuration was reloaded.');
  process.kill(gateway.pid, 'SIGHUP');
  const { ms } = await reloaded;
  const after = await gateway.usage({ hasGarbage: true });
  return { ms: Number(ms), cpuMs: (after.cpu - cpu) / 1_000 };
}

async function scrape({ metrics }: Watched): Promise<{ readonly ms: number; readonly bytes: number }> {
  const began = performance.now();
  const text = await (await fetch(metrics)).text();
  return { ms: performance.now() - began, bytes: text.length };
}

async function several<Value>(run: (time: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let time = 0; time < times; time += 1) values.push(await run(time));
  return values;
}

/** The same sources, with other keys: the sandbox is not asked after that. */
const withKeys = (sources: readonly object[], time: number): object[] =>
  sources.map((source) => ({
    ...source,
    credentials: { accessKeyId: `rotated-${time}`, accessKeySecret: 'sandbox-secret' },
  }));

async function measure(folder: string, sources: readonly object[], timeline: Asked): Promise<string[]> {
  const starts: number[] = [];
  for (let time = 1; time < times; time += 1) {
    const { gateway, startedInMs } = await start(folder, sources);
    starts.push(startedInMs);
    await gateway.stop();
  }
  const watched = await start(folder, sources);
  const { gateway } = watched;
  try {
    const atRest = await gateway.usage({ hasGarbage: false });
    const { ask, close } = createClient(watched.origin, 1);
    await ask(timeline);
    await close();
    const asked = await gateway.usage({ hasGarbage: false });
    const scrapes = await several(() => scrape(watched));
    const same = await several(() => reload(watched, sources));
    const rotated = await several((time) => reload(watched, withKeys(sources, time)));
    return [
      `${sources.length} sources:`,
      `  start: ${milliseconds(median([...starts, watched.startedInMs]))}`,
      `  memory: ${mb(atRest.memory)} at rest, ${mb(asked.memory)} once the timeline of all was read`,
      `  /metrics: ${Math.round((scrapes[0]?.bytes ?? 0) / 1_000)} kB in ${milliseconds(median(scrapes.map(({ ms }) => ms)))}`,
      `  reload, nothing changed: ${milliseconds(median(same.map(({ ms }) => ms)))} (${milliseconds(median(same.map(({ cpuMs }) => cpuMs)))} of CPU in all)`,
      `  reload, all keys changed: ${milliseconds(median(rotated.map(({ ms }) => ms)))} (${milliseconds(median(rotated.map(({ cpuMs }) => cpuMs)))} of CPU in all)`,
    ];
  } finally {
    await gateway.stop();
  }
}

/** Measures what 300 sources take beside the sandbox's few: the start, memory, a scrape, a reload. */
export async function playScale(): Promise<void> {
  await using started = new AsyncDisposableStack();
  const folder = started.adopt(mkdtempSync(join(tmpdir(), 'taskline-bench-')), (path) =>
    rmSync(path, { recursive: true }),
  );
  const sandbox = started.adopt(
    await startProcess('../src/sandbox/main.ts', { SANDBOX_PORT: '0', SANDBOX_LIFE: 'still' }),
    (each) => each.stop(),
  );
  for (const sources of [sandboxSources(sandbox.origin), wideSources(sandbox.origin)]) {
    const lines = await measure(folder, sources, workloads.T300(0));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
