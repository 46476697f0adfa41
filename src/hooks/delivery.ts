import { lastUsed } from '../platform/last-used.ts';
import { Cancellation } from '../platform/cancellation.ts';
import type { Logger } from '../platform/log.ts';
import { sleep } from '../platform/sleep.ts';
import type { DeliveryMeter } from './delivery-meter.ts';
import type { HookMessage } from './message.ts';
import type { MessageClaims } from './message-claims.ts';
import type { Outbox } from './outbox.ts';
import { Places } from './places.ts';
import type { Attempt, Receiver } from './receiver.ts';
import { signedHeaders } from './sign.ts';
import { type RetryLimits, verdictOf } from './verdict.ts';

/** What a delivery is bounded by. */
export interface DeliveryLimits extends RetryLimits {
  /** The most messages that wait or are under way. */
  readonly queue: number;
  /** The most attempts that are under way at once. */
  readonly places: number;
  /** How long those may go on that are under way when the gateway stops, in milliseconds. */
  readonly graceMs: number;
}

/** Who messages are sent to, and what signs them. */
export interface DeliveryAddress {
  readonly receiver: Receiver;
  readonly secret: string;
}

/** What messages are delivered by. */
export interface DeliveryOptions {
  readonly address: DeliveryAddress;
  readonly limits: DeliveryLimits;
  /** Keeps the messages over the end of the process; absent: they wait in memory alone. */
  readonly outbox?: Outbox | undefined;
  /** Tells which of several replicas delivers a message; absent where there is one. */
  readonly claims?: MessageClaims | undefined;
  /** Absent: there are no metrics. */
  readonly meter?: DeliveryMeter | undefined;
  /** Says of each line which hook it is of. */
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

const stopped = new DOMException('The gateway stops.', 'AbortError');

/** How many ids of messages are known; more than wait at once. */
const mostTaken = 20_000;

const laneOf = ({ task }: HookMessage): string => `${task.source.key} ${task.taskId}`;

/** What the log tells of a message. */
const named = ({ id, type, task }: HookMessage) => ({ id, type, source: task.source.key, taskId: task.taskId });

/**
 * Delivers messages to one receiver: each until it has been taken or has failed too often. Those of a task wait for one
 * another; those of other tasks do not.
 */
export class HookDelivery {
  readonly #options: DeliveryOptions;
  #address: DeliveryAddress;
  readonly #places: Places;
  readonly #stopping = new Cancellation();
  /** The messages of each task that has any: the first is under way. */
  readonly #lanes = new Map<string, HookMessage[]>();
  readonly #working = new Set<Promise<void>>();
  /** The ids of the messages that came last: a watch may tell of an end twice. */
  readonly #taken = lastUsed<true>(mostTaken);
  #size = 0;

  /** Begins with what an earlier process has left. */
  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#address = options.address;
    this.#places = new Places(options.limits.places);
    for (const message of options.outbox?.left ?? []) this.#take(message);
  }

  /** Takes a message to deliver; not one that it has taken before, and none where too many wait. */
  add(message: HookMessage): void {
    const { limits, logger, outbox } = this.#options;
    if (this.#stopping.isCancelled) return;
    if (this.#taken.has(message.id)) return;
    if (this.#size >= limits.queue) {
      logger.error({ ...named(message), reason: 'too many messages wait' }, 'A message was given up.');
      return;
    }
    outbox?.keep(message);
    this.#take(message);
  }

  /** Sends by this from now on, what waits too. */
  use(changed: Partial<DeliveryAddress>): void {
    const before = this.#address.receiver;
    this.#address = { ...this.#address, ...changed };
    if (before !== this.#address.receiver) before.close();
  }

  /** Ends what waits, and after a while what is under way; the log tells how many messages are left, or lost. */
  async stop(): Promise<void> {
    const { limits, logger, outbox } = this.#options;
    const { receiver } = this.#address;
    this.#stopping.cancel(stopped);
    const grace = setTimeout(() => receiver.close(), limits.graceMs);
    await Promise.all(this.#working);
    clearTimeout(grace);
    receiver.close();
    await outbox?.written();
    this.#options.meter?.waiting(-this.#size);
    if (this.#size === 0) return;
    if (outbox) logger.info({ messages: this.#size }, 'Messages wait for the next start of the gateway.');
    else logger.warn({ messages: this.#size }, 'The gateway stops before messages were delivered.');
  }

  /** Waits until the messages that it has taken until now are kept, if they are at all. */
  async written(): Promise<void> {
    await this.#options.outbox?.written();
  }

  /** Ends what is under way at once, while it stops. */
  cut(): void {
    this.#address.receiver.close();
  }

  #take(message: HookMessage): void {
    this.#taken.set(message.id, true);
    this.#grow(1);
    const lane = this.#lanes.get(laneOf(message));
    if (lane) lane.push(message);
    else this.#begin(message);
  }

  #grow(more: number): void {
    this.#size += more;
    this.#options.meter?.waiting(more);
  }

  #begin(message: HookMessage): void {
    const key = laneOf(message);
    const lane = [message];
    this.#lanes.set(key, lane);
    const working = this.#work(lane).finally(() => {
      this.#lanes.delete(key);
      this.#working.delete(working);
    });
    this.#working.add(working);
  }

  async #work(lane: HookMessage[]): Promise<void> {
    for (let message = lane[0]; message; message = lane[0]) {
      await this.#options.outbox?.whenKept(message);
      if (!(await this.#settle(message))) return;
      await this.#options.outbox?.remove(message);
      lane.shift();
      this.#grow(-1);
    }
  }

  /** Waits until a message is delivered or given up, here or by another replica; false where the gateway stops before. */
  async #settle(message: HookMessage): Promise<boolean> {
    const { claims } = this.#options;
    if (!claims) return this.#deliver(message);
    if ((await claims.claim(message.id, this.#stopping)) === 'SETTLED') return true;
    const isSettled = await this.#deliver(message);
    await claims.end(message.id, isSettled ? 'SETTLED' : 'LEFT');
    return isSettled;
  }

  /** Tries until a message is delivered or given up; false where the gateway stops before. */
  async #deliver(message: HookMessage): Promise<boolean> {
    const { limits, logger, meter } = this.#options;
    for (let attempts = 1; ; attempts += 1) {
      const attempt = await this.#places.within(async () => (this.#stopping.isCancelled ? null : this.#post(message)));
      if (attempt === null) return false;
      const verdict = verdictOf(attempt, attempts, limits);
      switch (verdict.name) {
        case 'delivered':
          meter?.attempted('DELIVERED');
          logger.info({ ...named(message), attempts }, 'A message was delivered.');
          return true;
        case 'given up':
          meter?.attempted('GIVEN_UP');
          logger.error({ ...named(message), attempts, reason: verdict.reason }, 'A message was given up.');
          return true;
        case 'retry':
          if (this.#stopping.isCancelled) return false;
          meter?.attempted('RETRIED');
          logger.warn(
            { ...named(message), attempts, reason: verdict.reason, retryInMs: verdict.pauseMs },
            'A message was not taken, and is tried again.',
          );
          if (!(await this.#rest(verdict.pauseMs))) return false;
      }
    }
  }

  #post(message: HookMessage): Promise<Attempt> {
    const { receiver, secret } = this.#address;
    return receiver.post(message.body, signedHeaders(message, secret));
  }

  /** False where the gateway stops meanwhile. */
  #rest(milliseconds: number): Promise<boolean> {
    return sleep(milliseconds, this.#stopping).then(
      () => true,
      () => false,
    );
  }
}
