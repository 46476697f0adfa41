import type { HookConfig } from '../config/hooks.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import type { Logger } from '../platform/log.ts';
import type { Sources } from '../request/sources.ts';
import { type DeliveryAddress, type DeliveryLimits, HookDelivery } from './delivery.ts';
import type { DeliveryMeter } from './delivery-meter.ts';
import { hookLogger } from './hook-logger.ts';
import { hookNames, type HooksFolder } from './hooks-folder.ts';
import { messageOf } from './message.ts';
import type { MessageClaims } from './message-claims.ts';
import type { ResolveName } from './public-address.ts';
import { createReceiver } from './receiver.ts';
import { selectionOf, sourcesOf } from './selection.ts';
import type { TaskEvent } from './task-event.ts';
import { UnfinishedRecord } from './unfinished-record.ts';
import { type TaskWatch, watchTasks } from './watch-tasks.ts';

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
  /** Tells of messages to a host, for the metrics; absent: there are none. */
  readonly meterOf?: ((host: string) => DeliveryMeter) | undefined;
}

/** The hooks of a gateway. */
export interface Hooks {
  /** Goes on with these hooks over these sources: one with the same URL keeps what waits. Resolves once the others have ended. */
  use(configs: readonly HookConfig[], sources: Sources): Promise<void>;
  /** Hears of no more, and ends the delivery. */
  stop(): Promise<void>;
  /** Stops without waiting for what is under way. */
  kill(): void;
}

/** What hooks are made with, besides their configuration. */
interface HookParts extends HookEnvironment {
  readonly limits: HookLimits;
  readonly logger: Logger;
  readonly folder: HooksFolder | null;
}

/** What is called of one hook. */
class StartedHook {
  readonly delivery: HookDelivery;
  readonly #parts: HookParts;
  #hook: HookConfig;
  #watchers: ReadonlyMap<string, SourceWatcher> = new Map();
  #isSelected: (event: TaskEvent) => boolean = () => false;
  readonly #watch: TaskWatch;

  constructor(hook: HookConfig, index: number, name: string, parts: HookParts) {
    this.#parts = parts;
    this.#hook = hook;
    const { limits, folder, claimsOf, meterOf } = parts;
    const logger = hookLogger(parts.logger, hook, index);
    this.delivery = new HookDelivery({
      address: addressOf(hook, parts),
      limits,
      outbox: folder?.outboxOf(name, logger),
      claims: claimsOf?.(name),
      meter: meterOf?.(new URL(hook.url).host),
      logger,
    });
    this.#watch = watchTasks([], (event) => this.hear(event));
  }

  /** The watchers of the sources that it hears of, by the sources' keys. */
  get watchers(): ReadonlyMap<string, SourceWatcher> {
    return this.#watchers;
  }

  /** Goes on as this configuration has it: is called for what its filter lets pass of these sources. */
  use(hook: HookConfig, sources: Sources): void {
    const before = this.#hook;
    this.#hook = hook;
    // Another receiver cuts the attempt under way.
    if (before.allowPrivate !== hook.allowPrivate) this.delivery.use(addressOf(hook, this.#parts));
    else this.delivery.use({ secret: hook.secret });
    this.#isSelected = selectionOf(hook);
    this.#watchers = new Map(sourcesOf(hook, sources).map(({ source, watcher }) => [source.key, watcher]));
    this.#watch.watch([...this.#watchers.values()]);
  }

  hear(event: TaskEvent): void {
    if (this.#isSelected(event)) this.delivery.add(messageOf(event));
  }

  unwatch(): void {
    this.#watch.stop();
  }

  async stop(): Promise<void> {
    this.unwatch();
    await this.delivery.stop();
  }
}

function addressOf({ url, allowPrivate, secret }: HookConfig, { limits, resolve }: HookParts): DeliveryAddress {
  const receiver = createReceiver({ url: new URL(url), allowPrivate, attemptMs: limits.attemptMs, resolve });
  return { receiver, secret };
}

/** Those that are called, by their names. */
type StartedHooks = Map<string, StartedHook>;

/** What hooks leave to the next process, where they have a folder for it. */
function keepUnfinished(hooks: StartedHooks, { unfinishedFile }: HooksFolder, logger: Logger) {
  return new UnfinishedRecord({
    file: unfinishedFile,
    watchers: () => new Map([...hooks.values()].flatMap(({ watchers }) => [...watchers])),
    finished(task) {
      for (const hook of hooks.values()) if (hook.watchers.has(task.source.key)) hook.hear({ kind: 'FINISHED', task });
    },
    messagesWritten: () => Promise.all(Array.from(hooks.values(), ({ delivery }) => delivery.written())),
    logger,
  });
}

/** Begins to call hooks: they watch all sources that their filters let pass, as long as the gateway runs. */
export function startHooks(
  configs: readonly HookConfig[],
  sources: Sources,
  logger: Logger,
  { limits = hookLimits, ...environment }: HookEnvironment = {},
  folder: HooksFolder | null = null,
): Hooks {
  const parts: HookParts = { ...environment, limits, logger, folder };
  const hooks: StartedHooks = new Map();
  /** Those that are not wanted any more, as long as it takes to stop them. */
  const ending = new Set<StartedHook>();

  const end = async (hook: StartedHook): Promise<void> => {
    ending.add(hook);
    await hook.stop();
    ending.delete(hook);
  };

  const start = (hook: HookConfig, index: number, name: string, over: Sources): void => {
    const started = hooks.get(name) ?? new StartedHook(hook, index, name, parts);
    hooks.set(name, started);
    started.use(hook, over);
  };

  const use = async (wanted: readonly HookConfig[], over: Sources): Promise<void> => {
    const names = hookNames(wanted);
    const gone = [...hooks].filter(([name]) => !names.includes(name));
    for (const [name] of gone) hooks.delete(name);
    for (const [index, hook] of wanted.entries()) start(hook, index, names[index] as string, over);
    await Promise.all(gone.map(([, hook]) => end(hook)));
  };

  void use(configs, sources);
  const unfinished = folder && keepUnfinished(hooks, folder, logger);
  const stop = async (): Promise<void> => {
    // It looks at what is watched.
    const recorded = unfinished?.stop();
    for (const hook of hooks.values()) hook.unwatch();
    await Promise.all([recorded, ...Array.from(hooks.values(), (hook) => hook.stop())]);
  };
  let stopped: Promise<void> | undefined;
  return {
    use,
    stop: () => (stopped ??= stop()),
    kill() {
      stopped ??= stop();
      for (const { delivery } of [...hooks.values(), ...ending]) delivery.cut();
    },
  };
}
