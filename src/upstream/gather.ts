import { toError } from '../platform/to-error.ts';
import { percentEncode } from '../signing/percent.ts';
import { Flight } from './flight.ts';
import type { SourceLimits } from './limits.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** What was found for each id, in their order: null if there is nothing, or the error of that id. */
export type Found<Value> = readonly (Value | null | Error)[];

/** How ids are gathered. */
export interface GatherOptions<Value> {
  /** The most ids of a call. */
  readonly maxIds: number;
  /** How long ids may wait for company while a call is under way; may change. */
  readonly limits: Pick<SourceLimits, 'gatherMs'>;
  /** Called for each id that is being asked for already. */
  readonly joined?: (() => void) | undefined;
  /** Asks for these ids in one call. */
  readonly ask: (ids: readonly string[], caller: SharedCaller) => Promise<Found<Value>>;
}

/** The most characters that the ids of a call may have as they are sent: they all go into its URL. */
const maximumCharacters = 6_000;

/** Ids that are asked for in one call. */
interface Batch<Value> {
  /** The index of each id in the call and in its answer. */
  readonly ids: Map<string, number>;
  readonly flight: Flight<Found<Value>>;
  characters: number;
  /** Stops the timer that would send it. */
  cancel(): void;
}

/** The newest of these batches that has an id. A loop, since `findLast` would need a closure for each id. */
function lastWith<Value>(id: string, batches: readonly Batch<Value>[]): Batch<Value> | undefined {
  for (let index = batches.length - 1; index >= 0; index -= 1) {
    if (batches[index]?.ids.has(id)) return batches[index];
  }
  return undefined;
}

/**
 * Request batching across callers, and a single flight for each id: gathers the ids that all requests ask of one source
 * into as few calls as the provider allows. While no call is under way, ids wait only for the end of the tick. Otherwise they
 * wait until no call is under way, the batch is full, or `gatherMs` have passed.
 */
export class Gather<Value> {
  readonly #options: GatherOptions<Value>;
  /** The batches that wait or are under way, the newest last. There are few. */
  #batches: readonly Batch<Value>[] = [];
  #waiting: Batch<Value> | null = null;
  #underWay = 0;

  constructor(options: GatherOptions<Value>) {
    this.#options = options;
  }

  /** Reads ids, from calls that are under way or with the next batch: null if there is nothing, or the error of an id. */
  async read(ids: readonly string[], caller: Caller): Promise<(Value | null | Error)[]> {
    const batches = this.#batchesFor(ids, caller);
    const found: (Value | null | Error)[] = [];
    let awaited: Batch<Value> | null = null;
    let answer: Found<Value> | Error = [];
    for (let index = 0; index < ids.length; index += 1) {
      const batch = batches[index] as Batch<Value>;
      if (batch !== awaited) answer = await batch.flight.join(caller).catch(toError);
      awaited = batch;
      found.push(answer instanceof Error ? answer : (answer[batch.ids.get(ids[index] as string) as number] ?? null));
    }
    return found;
  }

  /** The batch of each id, in the order of the ids. The caller has joined all of them. */
  #batchesFor(ids: readonly string[], caller: Caller): readonly Batch<Value>[] {
    // Asked once for all ids: no call under way is fresh enough for a caller who asks for fresh answers.
    const serving = this.#batches.filter(({ flight }) => flight.serves(caller));
    const batches: Batch<Value>[] = [];
    let joined: Batch<Value> | null = null;
    for (const id of ids) {
      const batch = this.#batchFor(id, caller, serving);
      // Joined before it may be sent: a flight takes its deadline from its callers.
      if (batch !== joined) void batch.flight.join(caller);
      joined = batch;
      if (this.#waiting && this.#isFull(this.#waiting)) this.#send(this.#waiting);
      batches.push(batch);
    }
    return batches;
  }

  /** The batch of an id. A new batch is added to those that serve the caller. */
  #batchFor(id: string, caller: Caller, serving: Batch<Value>[]): Batch<Value> {
    const known = lastWith(id, serving);
    if (known) {
      this.#options.joined?.();
      return known;
    }
    const batch = this.#add(id, caller);
    // Ids are added to the newest batch, which is the last in the list if it is in it.
    if (serving.at(-1) !== batch) serving.push(batch);
    return batch;
  }

  #add(id: string, caller: Caller): Batch<Value> {
    const characters = percentEncode(id).length + 3;
    if (this.#waiting && this.#waiting.characters + characters > maximumCharacters) this.#send(this.#waiting);
    const batch = this.#waiting?.flight.cancellation.isCancelled === false ? this.#waiting : this.#open(caller);
    batch.ids.set(id, batch.ids.size);
    batch.characters += characters;
    return batch;
  }

  #open(caller: Caller): Batch<Value> {
    // Another batch waits, but all its callers have left: sending it only removes it.
    if (this.#waiting) this.#send(this.#waiting);
    const batch: Batch<Value> = {
      ids: new Map(),
      flight: new Flight(caller),
      characters: 0,
      cancel: this.#later(() => this.#send(batch)),
    };
    this.#waiting = batch;
    this.#batches = [...this.#batches, batch];
    return batch;
  }

  #later(send: () => void): () => void {
    if (this.#underWay === 0) {
      const tick = setImmediate(send);
      return () => clearImmediate(tick);
    }
    const timer = setTimeout(send, this.#options.limits.gatherMs);
    return () => clearTimeout(timer);
  }

  #isFull({ ids }: Batch<Value>): boolean {
    return ids.size >= this.#options.maxIds;
  }

  #send(batch: Batch<Value>): void {
    batch.cancel();
    if (this.#waiting === batch) this.#waiting = null;
    const { flight } = batch;
    const ids = [...batch.ids.keys()];
    let isOver = false;
    this.#underWay += 1;
    flight.batchSize = ids.length;
    flight.start(
      (caller) => this.#options.ask(ids, caller),
      () => {
        if (isOver) return;
        isOver = true;
        this.#settled(batch);
      },
    );
  }

  #settled(batch: Batch<Value>): void {
    this.#batches = this.#batches.filter((other) => other !== batch);
    this.#underWay -= 1;
    if (this.#waiting && this.#underWay === 0) this.#send(this.#waiting);
  }
}
