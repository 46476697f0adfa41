import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hookSchema } from '#src/config/hooks.ts';
import { loadConfig } from '#src/config/load.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { quickLimits } from './delivering.ts';
import { movingSource, startMovingTasks } from './moving-tasks.ts';
import { type Received, secret, startReceiver } from './receiver.ts';
import { temporaryFolder } from './temporary-folder.ts';

const live = { ...loadConfig({}).live, pollMs: 40, slowestPollMs: 80 };

/** What a receiver was told: the type of each message and its task. */
export const told = (received: readonly Received[]) =>
  received.map(({ message }) => `${message.type} ${message.data.task.taskId}`).sort();

/** The tasks that a folder says have not finished. */
export function unfinishedIn(folder: string): unknown {
  const file = join(folder, 'unfinished.json');
  return readdirSync(folder).includes('unfinished.json') ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Gateways one after the other, with the same folder, upstream and receiver. */
export async function startSite(running: readonly string[]) {
  const folder = join(temporaryFolder(), 'hooks');
  const upstream = await startMovingTasks(running);
  const receiver = await startReceiver();
  const start = () =>
    startTestTaskline({
      sources: () => [movingSource(upstream.url)],
      config: {
        live,
        hooks: [hookSchema.parse({ url: receiver.url, secret, allowPrivate: true, on: ['FINISHED'] })],
        hooksFolder: folder,
      },
      hooks: { limits: { ...quickLimits, attempts: 1_000 } },
    });
  return { folder, upstream, receiver, start };
}
