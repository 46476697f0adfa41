import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from '../measured-process.ts';
import { openWatchers } from './watchers.ts';

/** How long a tick takes, in milliseconds: in this bench something always changes. */
const tickMs = 2_000;

/** How many ticks are measured. */
const ticks = 10;

/** Measures what those who watch cost: so many clients on the same hundred tasks, of which some change at each tick. */
export async function playLive(count: number, changing: number): Promise<void> {
  await using started = new AsyncDisposableStack();
  const folder = started.adopt(mkdtempSync(join(tmpdir(), 'taskline-bench-')), (path) =>
    rmSync(path, { recursive: true }),
  );
  const start = async (name: string, environment: Record<string, string>) =>
    started.adopt(await startProcess(name, environment), (each) => each.stop());
  const upstream = await start('live/upstream.ts', { CHANGING: String(changing) });
  const TASKLINE_CONFIG = join(folder, 'live.json');
  writeFileSync(TASKLINE_CONFIG, JSON.stringify(configuration(upstream.origin)));
  const gateway = await start('../src/main.ts', { NODE_ENV: 'production', PORT: '0', TASKLINE_CONFIG });
  const callsUntilNow = async () => Number(await (await fetch(`${upstream.origin}/calls`)).text());

  // What a first subscription loads is not what another costs.
  const [first] = [await openWatchers(gateway.origin, 50)];
  await sleep(tickMs);
  const before = await gateway.usage({ hasGarbage: false });
  const watchers = await openWatchers(gateway.origin, count);
  await sleep(2 * tickMs);
  const [began, events, calls] = [await gateway.usage(), watchers.events(), await callsUntilNow()];
  await sleep(ticks * tickMs);
  const [ended, allEvents, allCalls] = [await gateway.usage(), watchers.events(), await callsUntilNow()];
  const held = (await gateway.usage({ hasGarbage: false })).heap - before.heap;
  watchers.leave();
  first.leave();

  const perTick = (value: number): number => value / ticks;
  const cpu = perTick(ended.cpu - began.cpu);
  const told = perTick(allEvents - events);
  const lines = [
    `${count} clients watch 100 tasks, of which ${changing} change at each tick of ${tickMs / 1_000} s:`,
    `${perTick(allCalls - calls).toFixed(1)} upstream calls and ${Math.round(told)} events a tick,`,
    `${(cpu / count).toFixed(1)} µs of CPU for each client and tick, ${(cpu / told).toFixed(1)} for each event,`,
    `${(cpu / tickMs / 10).toFixed(0)} % of one core,`,
    `${(held / count / 1_000).toFixed(1)} kB of objects for each client, ${((ended.memory - before.memory) / count / 1_000).toFixed(1)} kB of memory with garbage,`,
    `the event loop is late by ${(ended.delay / 1e6).toFixed(0)} ms at most.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const configuration = (endpoint: string) => ({
  sources: [
    {
      key: 'ecs',
      provider: 'ALIYUN_ECS',
      region: 'cn-hangzhou',
      endpoint,
      credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
    },
  ],
  live: { pollMs: tickMs, slowestPollMs: tickMs },
});
