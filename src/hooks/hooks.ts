import type { HookConfig } from '../config/hooks.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import type { Logger } from '../platform/log.ts';
import type { Sources } from '../request/sources.ts';
import { type DeliveryLimits, HookDelivery } from './delivery.ts';
import { hookLogger } from './hook-logger.ts';
import type { HooksFolder } from './hooks-folder.ts';
import { messageOf } from './message.ts';
import type { MessageClaims } from './message-claims.ts';
import type { ResolveName } from './public-address.ts';
import { createReceiver } from './receiver.ts';
import { selectionOf, sourcesOf } from './selection.ts';
import type { TaskEvent } from './task-event.ts';
import { UnfinishedRecord } from './unfinished-record.ts';
import { watchTasks } from './watch-tasks.ts';

/** What hooks are bounded by; docs/hooks.md tells. */
export interface HookLimits extends DeliveryLimits {
  /** How long an attempt may take, in milliseconds. */
  readonly attemptMs: number;
}

/** As Standard Webhooks advises: quick at first, and for hours in all. */
export const hookLimits: HookLimits = {
  attempts: 16,
  firstPauseMs: 1_000,
  longestPauseMs: 3_600_000,
  queue: 10_000,
  places: 4,
  graceMs: 5_000,
  attemptMs: 15_000,
};

/** What hooks take from the process that they run in, for tests to put in its place. */
export interface HookEnvironment {
  readonly limits?: HookLimits | undefined;
  /** Resolves the names of receivers. */
  readonly resolve?: ResolveName | undefined;
  /** Tells which of several replicas delivers the messages of a hook, by a name of it; absent where there is one. */
  readonly claimsOf?: ((hook: string) => MessageClaims) | undefined;
}

/** The hooks of a gateway. */
export interface Hooks {
  /** Hears of no more, and ends the delivery. */
  stop(): Promise<void>;
  /** Stops without waiting for what is under way. */
  kill(): void;
}

/** A hook that is called. */
interface StartedHook {
  readonly delivery: HookDelivery;
  readonly watchers: ReadonlyMap<string, SourceWatcher>;
  readonly hear: (event: TaskEvent) => void;
  readonly unwatch: () => void;
}

/** What hooks leave to the next process, where they have a folder for it. */
function keepUnfinished(hooks: readonly StartedHook[], { unfinishedFile }: HooksFolder, logger: Logger) {
  return new UnfinishedRecord({
    file: unfinishedFile,
    watchers: new Map(hooks.flatMap(({ watchers }) => [...watchers])),
    finished(task) {
      for (const { watchers, hear } of hooks) if (watchers.has(task.source.key)) hear({ kind: 'FINISHED', task });
    },
    messagesWritten: () => Promise.all(hooks.map(({ delivery }) => delivery.written())),
    logger,
  });
}

/** Begins to call hooks: they watch all sources that their filters let pass, as long as the gateway runs. */
export function startHooks(
  configs: readonly HookConfig[],
  sources: Sources,
  logger: Logger,
  { limits = hookLimits, resolve, claimsOf }: HookEnvironment = {},
  folder: HooksFolder | null = null,
): Hooks {
  const started = configs.map((hook, index): StartedHook => {
    const url = new URL(hook.url);
    const receiver = createReceiver({ url, allowPrivate: hook.allowPrivate, attemptMs: limits.attemptMs, resolve });
    const delivery = new HookDelivery({
      receiver,
      secret: hook.secret,
      limits,
      outbox: folder?.outboxes[index],
      claims: claimsOf?.(`${index} ${hook.url}`),
      logger: hookLogger(logger, hook, index),
    });
    const watchers = new Map(sourcesOf(hook, sources).map(({ source, watcher }) => [source.key, watcher]));
    const isSelected = selectionOf(hook);
    const hear = (event: TaskEvent): void => {
      if (isSelected(event)) delivery.add(messageOf(event));
    };
    return { delivery, watchers, hear, unwatch: watchTasks([...watchers.values()], hear) };
  });
  const unfinished = folder && keepUnfinished(started, folder, logger);
  const stop = async (): Promise<void> => {
    // It looks at what is watched.
    const recorded = unfinished?.stop();
    for (const { unwatch } of started) unwatch();
    await Promise.all([recorded, ...started.map(({ delivery }) => delivery.stop())]);
  };
  let stopped: Promise<void> | undefined;
  return {
    stop: () => (stopped ??= stop()),
    kill() {
      stopped ??= stop();
      for (const { delivery } of started) delivery.cut();
    },
  };
}
