import type { MeasuredProcess } from './measured-process.ts';

/** How long and how hard a case is asked. */
export interface Load {
  readonly concurrency: number;
  /** In milliseconds. */
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

export interface Measurement {
  /** How many queries were answered. */
  readonly count: number;
  readonly perSecond: number;
  /** CPU time of the server for each query, in microseconds. */
  readonly cpu: number;
  /** Latencies, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One query of a case, by its number. */
export type Run = (number: number) => Promise<unknown>;

/** Asks without a pause for so long; the latency of each query, in milliseconds. */
async function ask(run: Run, concurrency: number, milliseconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const end = performance.now() + milliseconds;
  let number = 0;
  const worker = async (): Promise<void> => {
    for (let start = performance.now(); start < end; start = performance.now()) {
      await run(number++);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return latencies;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Measures a server under load. `reset` is called once it is warm. */
export async function measure(
  server: MeasuredProcess,
  run: Run,
  { concurrency, warmUpMs, measuredMs }: Load,
  reset: () => Promise<void>,
): Promise<Measurement> {
  await ask(run, concurrency, warmUpMs);
  await reset();
  const [before, start] = [await server.usage(), performance.now()];
  const latencies = await ask(run, concurrency, measuredMs);
  const [after, end] = [await server.usage(), performance.now()];
  const sorted = latencies.sort((left, right) => left - right);
  return {
    count: sorted.length,
    perSecond: (sorted.length / (end - start)) * 1000,
    cpu: (after.cpu - before.cpu) / sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}
