import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeProgram } from '../../test/replicas/store-program.ts';
import { createClient, type Ask } from '../client.ts';
import { knownId } from '../fairness/cloud-answers.ts';
import { type Load, measure, type Measurement } from '../measure.ts';
import { type MeasuredProcess, startProcess } from '../measured-process.ts';
import { startStore } from './store.ts';

/** How many tasks are asked for again and again where answers are warm. */
const warmTasks = 100;

const query = 'query ($id: String!) { batchTask(source: "ecs", taskId: $id) { taskId status createdAt finishedAt } }';

const askFor = (ask: Ask, word: string): Promise<string> => ask({ query, variables: { id: knownId(word) } });

type Temperature = 'cold' | 'warm';
type Arrangement = 'without' | 'with';

/** What is asked: a task that nobody has asked for, or one that the gateway remembers. */
const idOf = (temperature: Temperature, round: number, number: number): string =>
  temperature === 'warm' ? `warm-${number % warmTasks}` : `${round}-${number}`;

/** What a gateway with a store took, in times of one without, in each round. */
interface Ratios {
  readonly cpu: readonly number[];
  readonly p50: readonly number[];
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;

const spread = (values: readonly number[]): string =>
  `× ${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

const microseconds = (milliseconds: number): string => `${(milliseconds * 1_000).toFixed(0)} µs`;

async function measureOne(
  gateway: MeasuredProcess,
  load: Load,
  temperature: Temperature,
  round: number,
): Promise<Measurement> {
  const { ask, close } = createClient(gateway.origin, load.concurrency);
  let asked = 0;
  // Each number once: the warm-up counts from the start, as the measurement does.
  const run = () => askFor(ask, idOf(temperature, round, asked++));
  const measurement = await measure(gateway, run, load, () => Promise.resolve());
  await close();
  return measurement;
}

/** Measures both gateways by turns; the one that is first in a round is second in the next. */
async function compare(
  gateways: Readonly<Record<Arrangement, MeasuredProcess>>,
  load: Load,
  temperature: Temperature,
  rounds: number,
): Promise<Ratios & { readonly last: Readonly<Record<Arrangement, Measurement>> }> {
  const ratios = { cpu: [] as number[], p50: [] as number[] };
  const last: Partial<Record<Arrangement, Measurement>> = {};
  for (let round = 0; round < rounds; round += 1) {
    const order: Arrangement[] = round % 2 === 0 ? ['without', 'with'] : ['with', 'without'];
    for (const name of order) last[name] = await measureOne(gateways[name], load, temperature, round);
    if (last.with && last.without) {
      ratios.cpu.push(last.with.cpu / last.without.cpu);
      ratios.p50.push(last.with.p50 / last.without.p50);
    }
  }
  return { ...ratios, last: last as Record<Arrangement, Measurement> };
}

const configuration = (endpoint: string, shared?: object) => ({
  sources: [
    {
      key: 'ecs',
      provider: 'ALIYUN_ECS',
      region: 'cn-hangzhou',
      endpoint,
      credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
      // As fast as it can: neither of the two waits for the source's rate.
      limits: { requestsPerSecond: 100_000, concurrency: 200 },
    },
  ],
  ...(shared && { shared }),
});

/** Measures what the store of several replicas adds to a cold and to a warm answer: CPU time of the gateway, and latency. */
export async function playReplicas(load: Load, rounds: number): Promise<void> {
  if (storeProgram === null) {
    process.stderr.write('The bench of replicas needs valkey-server or redis-server: neither is installed.\n');
    process.exitCode = 1;
    return;
  }
  await using started = new AsyncDisposableStack();
  const folder = started.adopt(mkdtempSync(join(tmpdir(), 'taskline-bench-')), (path) =>
    rmSync(path, { recursive: true }),
  );
  const store = started.adopt(await startStore(storeProgram, folder), (each) => each.stop());
  const start = async (name: string, environment: Record<string, string>) =>
    started.adopt(await startProcess(name, environment), (each) => each.stop());
  const upstream = await start('replicas/upstream.ts', {});
  const startGateway = (name: Arrangement, shared?: object): Promise<MeasuredProcess> => {
    const TASKLINE_CONFIG = join(folder, `${name}.json`);
    writeFileSync(TASKLINE_CONFIG, JSON.stringify(configuration(upstream.origin, shared)));
    return start('../src/main.ts', { NODE_ENV: 'production', PORT: '0', TASKLINE_CONFIG });
  };
  const gateways = { without: await startGateway('without'), with: await startGateway('with', { url: store.url }) };
  for (const temperature of ['cold', 'warm'] as const) {
    const { cpu, p50, last } = await compare(gateways, load, temperature, rounds);
    process.stdout.write(
      `a ${temperature} answer with the store: CPU ${spread(cpu)}, p50 ${spread(p50)} of that without; ` +
        `in the last round ${last.with.cpu.toFixed(0)} µs and ${microseconds(last.with.p50)}, ` +
        `without ${last.without.cpu.toFixed(0)} µs and ${microseconds(last.without.p50)}\n`,
    );
  }
}
