import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../measured-process.ts';
import { configuration, type Settings } from './configuration.ts';

/** What a scenario's gateway has otherwise than by default. */
export interface GatewayOptions extends Settings {
  /** The limit of its heap, in megabytes. */
  readonly heap?: number;
}

/** The most memory that a process has held, in megabytes, as the kernel of Linux tells it. */
const peakMemoryOf = (pid: number): number =>
  Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

/** Starts a gateway over the clouds at an address, in a process of its own. */
export async function startGateway(cloudsUrl: string, { heap, ...settings }: GatewayOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-fairness-'));
  const file = join(folder, 'taskline.json');
  writeFileSync(file, JSON.stringify(configuration(cloudsUrl, settings)));
  let openings = 0;
  const process = await startProcess(
    '../src/main.ts',
    {
      NODE_ENV: 'production',
      PORT: '0',
      TASKLINE_CONFIG: file,
      ...(heap === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heap}` }),
    },
    (line) => {
      if (line.includes('It keeps failing, and is not asked')) openings += 1;
    },
  );
  return {
    origin: process.origin,
    /** How often the circuit breaker of a source opened. */
    breakerOpenings: () => openings,
    /** Whether it answers `/health` within 6 seconds: it has then worked off what it was busy with. */
    settles: () =>
      fetch(`${process.origin}/health`, { signal: AbortSignal.timeout(6_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    peakMemory: () => peakMemoryOf(process.pid),
    /** SIGTERM; resolves once the process has ended. */
    stop: () => process.stop(),
    end: async (): Promise<void> => {
      await process.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A gateway of the bench. */
export type Gateway = Awaited<ReturnType<typeof startGateway>>;
