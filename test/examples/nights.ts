import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Ask, createAsk } from '../../examples/service/gateway.ts';
import { nightly } from '../../examples/service/nightly/nightly.ts';
import type { NightlyState } from '../../examples/service/nightly/ledger.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { readCsv } from './read-csv.ts';

/** What each question of a night goes through: it asks, or fails, or changes the answer. */
export type Between = (ask: () => Promise<unknown>) => Promise<unknown>;

/** In memory where the system has such a folder: each step of a night waits until the disk has it. */
const shortLived = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder for nights over the batches of PolarDB, and of Huawei Cloud if told. */
export async function startNights(...more: string[]) {
  const providers = new Set(['ALIYUN_POLARDB', ...more]);
  const taskline = await startTestTaskline({
    sources: (url) => sandboxSources(url).filter(({ provider }) => providers.has(provider)),
  });
  const folder = await mkdtemp(join(shortLived, 'taskline-nightly-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const ask = createAsk({ url: `${taskline.url}/graphql`, key: null, attempts: 1, pauseMs: 1 });
  const statePath = join(folder, 'nightly.json');
  const asked: object[] = [];

  return {
    ...taskline,
    folder,
    /** The variables of every question until now. */
    asked,
    night: (now: string, between: Between = (next) => next()) => {
      const watched: Ask = async (document, variables) => {
        asked.push(variables as object);
        return (await between(() => ask(document, variables))) as never;
      };
      return nightly({ ask: watched, folder, now: new Date(now), pageSize: 20, attempts: 2, pauseMs: 1 });
    },
    /** The records of all nights, without the headers. */
    records: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort();
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      return texts.flatMap((text) => readCsv(text).slice(1));
    },
    state: async () => JSON.parse(await readFile(statePath, 'utf8')) as NightlyState,
    setState: (state: NightlyState) => writeFile(statePath, JSON.stringify(state)),
  };
}

interface Counted {
  readonly batchTasks: { readonly nodes: { readonly taskId: string; readonly counts: { readonly failed: number } }[] };
}

/** How many failed items each finished batch of PolarDB has, as its list tells. */
export async function countsOf({ askText }: Awaited<ReturnType<typeof startNights>>): Promise<Map<string, number>> {
  const { data } = await askText<Counted>(`{
    batchTasks(first: 500, filter: { providers: ALIYUN_POLARDB, statuses: [FAILED, PARTIALLY_FAILED] }) {
      nodes { taskId counts { failed } }
    }
  }`);
  return new Map(data?.batchTasks.nodes.map(({ taskId, counts }) => [taskId, counts.failed]));
}

/** How many records each batch of PolarDB has. */
export function recordsByTask(records: readonly string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [source, taskId = ''] of records) {
    if (source === 'aliyun-polardb') counts.set(taskId, (counts.get(taskId) ?? 0) + 1);
  }
  return counts;
}
