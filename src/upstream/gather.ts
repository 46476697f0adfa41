import { PassingMap } from '../platform/passing-map.ts';
import { percentEncode } from '../signing/percent.ts';
import { Flight } from './flight.ts';
import type { Caller, SharedCaller } from './upstream.ts';
import type { BatchTask } from './task.ts';

export type FoundTasks = ReadonlyMap<string, BatchTask | null | Error>;

/** Asks for the tasks with these ids, in one call. */
export type AskForTasks = (taskIds: readonly string[], caller: SharedCaller) => Promise<FoundTasks>;

export interface GatherOptions {
  /** The most ids of a call. */
  readonly maxIds: number;
  /** How long ids may wait for company while a call is under way, in milliseconds. */
  readonly gatherMs: number;
  readonly ask: AskForTasks;
}

/** The most characters that the ids of a call may have as they are sent: they all go into its URL. */
const maximumCharacters = 6_000;

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Ids that go together. */
interface Batch {
  readonly taskIds: Set<string>;
  readonly flight: Flight<FoundTasks>;
  characters: number;
  /** Stops what would send it off later. */
  cancel(): void;
}

/**
 * Gathers the ids that all requests ask of one source into as few calls as the provider allows. While none is under way,
 * ids wait for the end of the tick alone; while some are, until the last returns, their call is full, or their time is up.
 */
export class Gather {
  readonly #options: GatherOptions;
  readonly #asked = new PassingMap<string, Flight<FoundTasks>>();
  #waiting: Batch | null = null;
  #underWay = 0;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** The tasks, each null where there is none, or the error that it met: from calls under way, or with the next that go. */
  async read(taskIds: readonly string[], caller: Caller): Promise<(BatchTask | null | Error)[]> {
    const flights = new Map(taskIds.map((taskId) => [taskId, this.#flightFor(taskId, caller)]));
    const found = new Map<Flight<FoundTasks> | undefined, FoundTasks | Error>();
    for (const flight of new Set(flights.values())) found.set(flight, await flight.join(caller).catch(toError));
    return taskIds.map((taskId) => {
      const answer = found.get(flights.get(taskId));
      return answer instanceof Error ? answer : (answer?.get(taskId) ?? null);
    });
  }

  #flightFor(taskId: string, caller: Caller): Flight<FoundTasks> {
    const known = this.#asked.get(taskId);
    const flight = known?.serves(caller) ? known : this.#add(taskId, caller);
    // Joined before it may be sent: it takes as long as its callers have.
    flight.join(caller).catch(() => undefined);
    if (this.#waiting && this.#isFull(this.#waiting)) this.#send(this.#waiting);
    return flight;
  }

  #add(taskId: string, caller: Caller): Flight<FoundTasks> {
    const characters = percentEncode(taskId).length + 3;
    if (this.#waiting && this.#waiting.characters + characters > maximumCharacters) this.#send(this.#waiting);
    const batch = this.#waiting?.flight.signal.aborted === false ? this.#waiting : this.#open(caller);
    batch.taskIds.add(taskId);
    batch.characters += characters;
    this.#asked.set(taskId, batch.flight);
    return batch.flight;
  }

  #open(caller: Caller): Batch {
    // All who waited for it have gone.
    if (this.#waiting) this.#send(this.#waiting);
    const batch: Batch = {
      taskIds: new Set(),
      flight: new Flight(caller),
      characters: 0,
      cancel: this.#later(() => this.#send(batch)),
    };
    this.#waiting = batch;
    return batch;
  }

  #later(send: () => void): () => void {
    if (this.#underWay === 0) {
      const tick = setImmediate(send);
      return () => clearImmediate(tick);
    }
    const timer = setTimeout(send, this.#options.gatherMs);
    return () => clearTimeout(timer);
  }

  #isFull({ taskIds }: Batch): boolean {
    return taskIds.size >= this.#options.maxIds;
  }

  #send(batch: Batch): void {
    batch.cancel();
    if (this.#waiting === batch) this.#waiting = null;
    const { flight } = batch;
    const taskIds = [...batch.taskIds];
    let isOver = false;
    this.#underWay += 1;
    flight.batchSize = taskIds.length;
    flight.start(
      (caller) => this.#options.ask(taskIds, caller),
      () => {
        if (isOver) return;
        isOver = true;
        this.#settled(taskIds, flight);
      },
    );
  }

  #settled(taskIds: readonly string[], flight: Flight<FoundTasks>): void {
    for (const taskId of taskIds) if (this.#asked.get(taskId) === flight) this.#asked.delete(taskId);
    this.#underWay -= 1;
    if (this.#waiting && this.#underWay === 0) this.#send(this.#waiting);
  }
}
