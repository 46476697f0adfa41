import type { HookConfig } from '../config/hooks.ts';
import type { Logger } from '../platform/log.ts';
import type { Sources } from '../request/sources.ts';
import { type DeliveryLimits, HookDelivery } from './delivery.ts';
import { messageOf } from './message.ts';
import type { ResolveName } from './public-address.ts';
import { createReceiver } from './receiver.ts';
import { selectionOf, sourcesOf } from './selection.ts';
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
}

/** The hooks of a gateway. */
export interface Hooks {
  /** Hears of no more, and ends the delivery. */
  stop(): Promise<void>;
  /** Stops without waiting for what is under way. */
  kill(): void;
}

/** Begins to call hooks: they watch all sources that their filters let pass, as long as the gateway runs. */
export function startHooks(
  configs: readonly HookConfig[],
  sources: Sources,
  logger: Logger,
  { limits = hookLimits, resolve }: HookEnvironment = {},
): Hooks {
  const started = configs.map((hook, index) => {
    const url = new URL(hook.url);
    const receiver = createReceiver({ url, allowPrivate: hook.allowPrivate, attemptMs: limits.attemptMs, resolve });
    // Of the URL the host alone: paths and queries of receivers hold secrets.
    const named = logger.child({ hook: `hooks[${index}]`, host: url.host });
    const delivery = new HookDelivery({ receiver, secret: hook.secret, limits, logger: named });
    const watchers = sourcesOf(hook, sources).map(({ watcher }) => watcher);
    const isSelected = selectionOf(hook);
    const unwatch = watchTasks(watchers, (event) => {
      if (isSelected(event)) delivery.add(messageOf(event));
    });
    return { unwatch, delivery };
  });
  const stop = async (): Promise<void> => {
    for (const { unwatch } of started) unwatch();
    await Promise.all(started.map(({ delivery }) => delivery.stop()));
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
