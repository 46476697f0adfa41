import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { type DeliveryLimits, HookDelivery } from '#src/hooks/delivery.ts';
import { messageOf } from '#src/hooks/message.ts';
import type { Outbox } from '#src/hooks/outbox.ts';
import { createReceiver } from '#src/hooks/receiver.ts';
import type { TaskEvent } from '#src/hooks/task-event.ts';
import { createLogger } from '#src/platform/log.ts';
import { type BatchTask, unknownCounts } from '#src/tasks/task.ts';
import { secret } from './receiver.ts';

/** Pauses are short, so that tests are; an attempt may take as long as a busy machine needs. */
export const quickLimits = {
  attempts: 4,
  firstPauseMs: 20,
  longestPauseMs: 100,
  queue: 100,
  places: 4,
  graceMs: 500,
  attemptMs: 60_000,
};

export const taskOf = (taskId: string, values: Partial<BatchTask> = {}): BatchTask => ({
  source: { key: 'ecs', provider: 'ALIYUN_ECS', region: 'cn-hangzhou', project: null, canList: true },
  taskId,
  operation: 'ImportImage',
  status: 'SUCCEEDED',
  providerStatus: 'Finished',
  createdAt: Date.UTC(2026, 10, 29),
  updatedAt: null,
  finishedAt: Date.UTC(2026, 10, 29, 1),
  counts: unknownCounts,
  progress: 1,
  failureReason: null,
  ...values,
});

export const finished = (taskId: string, values: Partial<BatchTask> = {}): TaskEvent => ({
  kind: 'FINISHED',
  task: taskOf(taskId, values),
});

export const stalled = (taskId: string, progress: number): TaskEvent => ({
  kind: 'STALLED',
  task: taskOf(taskId, { status: 'RUNNING', progress, finishedAt: null }),
  stalledSince: Date.UTC(2026, 10, 29, 2),
});

/** A delivery to an address, and what it logs; stopped with the test. */
export function startDelivery(
  url: string,
  limits: Partial<DeliveryLimits & { attemptMs: number }> = {},
  outbox?: Outbox,
) {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const all = { ...quickLimits, ...limits };
  const receiver = createReceiver({ url: new URL(url), allowPrivate: true, attemptMs: all.attemptMs });
  const logger = createLogger({ level: 'info', pretty: false, destination });
  const delivery = new HookDelivery({ address: { receiver, secret }, limits: all, outbox, logger });
  onTestFinished(() => delivery.stop());
  return {
    lines,
    add: (...events: TaskEvent[]) => {
      for (const event of events) delivery.add(messageOf(event));
    },
    stop: () => delivery.stop(),
    /** The messages of the log, without those of a kind. */
    logged: (text: RegExp) => lines.filter(({ msg }) => text.test(String(msg))),
  };
}
