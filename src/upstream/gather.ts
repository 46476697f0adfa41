import { percentEncode } from '../signing/percent.ts';
import { Flight } from './flight.ts';
import type { SourceLimits } from './limits.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** What was found, in the order of the ids; null where there is nothing, or the error that one met. */
export type Found<Value> = readonly (Value | null | Error)[];

/** How ids are gathered. */
export interface GatherOptions<Value> {
  /** The most ids of a call. */
  readonly maxIds: number;
  /** How long ids may wait for company while a call is under way; may change. */
  readonly limits: Pick<SourceLimits, 'gatherMs'>;
  /** Hears of each id that is being asked for already. */
  readonly joined?: (() => void) | undefined;
  /** Asks for what has these ids, in one call. */
  readonly ask: (ids: readonly string[], caller: SharedCaller) => Promise<Found<Value>>;
}

/** The most characters that the ids of a call may have as they are sent: they all go into its URL. */
const maximumCharacters = 6_000;

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Ids that go together. */
interface Batch<Value> {
  /** By each id the place of its answer. */
  readonly ids: Map<string, number>;
  readonly flight: Flight<Found<Value>>;
  characters: number;
  /** Stops what would send it off later. */
  cancel(): void;
}

/** The last of these batches that an id is in. A loop: `findLast` takes a function for each id. */
function lastWith<Value>(id: string, batches: readonly Batch<Value>[]): Batch<Value> | undefined {
  for (let index = batches.length - 1; index >= 0; index -= 1) {
    if (batches[index]?.ids.has(id)) return batches[index];
  }
  return undefined;
}

/**
 * Request batching across callers, and a single flight for each id: gathers the ids that all requests ask of one source
 * into as few calls as the provider allows. While no call is under way, ids wait for the end of the tick alone; while some
 * are, until the last returns, their call is full, or their time is up.
 */
export class Gather<Value> {
  readonly #options: GatherOptions<Value>;
  /** What goes or is under way; the newest comes last. There are few. */
  #batches: readonly Batch<Value>[] = [];
  #waiting: Batch<Value> | null = null;
  #underWay = 0;

  constructor(options: GatherOptions<Value>) {
    this.#options = options;
  }

  /** What has these ids, null where nothing has, or the error that it met: from calls under way, or with the next that go. */
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

  /** Where each id is asked for, in the order of the ids; the caller waits for all of it from now on. */
  #batchesFor(ids: readonly string[], caller: Caller): readonly Batch<Value>[] {
    // Asked once for all ids: no call under way is fresh enough for a caller who asks for fresh answers.
    const serving = this.#batches.filter(({ flight }) => flight.serves(caller));
    const batches: Batch<Value>[] = [];
    let joined: Batch<Value> | null = null;
    for (const id of ids) {
      const batch = this.#batchFor(id, caller, serving);
      // Joined before it may be sent: it takes as long as its callers have.
      if (batch !== joined) void batch.flight.join(caller);
      joined = batch;
      if (this.#waiting && this.#isFull(this.#waiting)) this.#send(this.#waiting);
      batches.push(batch);
    }
    return batches;
  }

  /** Where an id is asked for; a batch that is opened for it is among those that serve the caller from then on. */
  #batchFor(id: string, caller: Caller, serving: Batch<Value>[]): Batch<Value> {
    const known = lastWith(id, serving);
    if (known) {
      this.#options.joined?.();
      return known;
    }
    const batch = this.#add(id, caller);
    // What ids are added to is the newest, and so the last that may be among them.
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
    // All who waited for it have gone.
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
