import { UpstreamError } from '../upstream/errors.ts';
import type { SharedAnswer, SharedReading } from '../upstream/shared-answers.ts';
import { AnswerNames } from './answer-names.ts';
import type { AnswerWatch } from './answer-news.ts';
import { leaseMs, lookScript, type Wanted } from './answer-scripts.ts';
import { type FoundName, readFoundNames } from './found-names.ts';
import { Lease } from './lease.ts';
import { leaveAnswers } from './leave-answers.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import { StoreMoment } from './store-moment.ts';
import { longAnswer, openAnswer } from './stored-answer.ts';

/**
 * The longest wait for another replica, in milliseconds, however long the caller has: an attempt takes no longer unless its
 * source says so.
 */
const longestWaitMs = 3_000;

/** How long news is waited for until the store itself is asked, in milliseconds: at first, and at the most. */
const [firstPauseMs, longestPauseMs] = [100, 500];

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** What is left of some names once the store was asked for them. */
interface Sorted {
  /** Another replica asks for these. */
  readonly held: readonly number[];
  /** How long the first of its leases lasts, in milliseconds. */
  readonly heldMs: number;
  /** Of these the store has something that will not do. */
  readonly unread: readonly number[];
}

/** One reading of answers that replicas share: the store has them, or they are asked for here or elsewhere. */
export class Reading<Value> {
  readonly #source: AnswersOfSource;
  readonly #reading: SharedReading<Value>;
  readonly #names: AnswerNames;
  readonly #maxAgeMs: number;
  readonly #lease: Lease;
  readonly #answers: (SharedAnswer<Value> | Error)[] = [];
  readonly #loads: Promise<void>[] = [];
  /** What another replica was asking for. */
  readonly #held = new Set<number>();
  /** When the store was last asked; it gives null where it was not there. */
  #clock: Promise<StoreMoment | null> = Promise.resolve(null);

  constructor(source: AnswersOfSource, reading: SharedReading<Value>) {
    this.#source = source;
    this.#reading = reading;
    this.#names = new AnswerNames(source.store, source, reading.names);
    this.#maxAgeMs = reading.caller.maxAgeMs;
    this.#lease = new Lease(source.store);
  }

  async run(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    const all = this.#names.all.map((_, index) => index);
    if (this.#source.store.isJoined && this.#maxAgeMs > 0) await this.#seek(all);
    else {
      // What is left for others needs the time of the store; nobody waits for that.
      void this.#look([0], () => 'NOTHING');
      this.#load(all, 'UNLEASED');
    }
    await Promise.all(this.#loads);
    return this.#answers;
  }

  async #seek(all: readonly number[]): Promise<void> {
    const { caller } = this.#reading;
    caller.takeOlder();
    const began = performance.now();
    // Whoever waits in vain has as long again to ask by itself.
    const patientUntil = began + Math.min(longestWaitMs, (caller.deadline - began) / 2);
    const watch = this.#source.news.watch(this.#names.all);
    try {
      const open = await this.#seekUntil(patientUntil, all, watch);
      if (caller.cancellation.isCancelled) this.#fail(open, toError(caller.cancellation.reason));
      else this.#load(open, 'UNLEASED');
    } finally {
      this.#source.news.end(watch);
    }
  }

  /** Looks for answers, and waits for those that other replicas ask for; gives those for which that is over. */
  async #seekUntil(patientUntil: number, all: readonly number[], watch: AnswerWatch): Promise<readonly number[]> {
    const { caller } = this.#reading;
    let open = all;
    let unread: ReadonlySet<number> = new Set();
    let pauseMs = firstPauseMs;
    while (open.length > 0 && !caller.cancellation.isCancelled) {
      const refused = unread;
      const found = await this.#look(open, (index) => (refused.has(index) ? 'LEASE' : 'LOOK'));
      if (!found) return open;
      const sorted = await this.#sort(open, found);
      open = [...sorted.held, ...sorted.unread];
      unread = new Set(sorted.unread);
      if (sorted.unread.length > 0 || open.length === 0) continue;
      const leftMs = patientUntil - performance.now();
      if (leftMs <= 0) return open;
      await watch.next(Math.min(pauseMs, leftMs, sorted.heldMs + 1), caller.cancellation);
      open = this.#hear(open, watch);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
    return open;
  }

  /** What the store has of some names; null where it could not be asked. */
  async #look(indexes: readonly number[], wanted: (index: number) => Wanted): Promise<readonly FoundName[] | null> {
    const values = [this.#lease.token, leaseMs, ...indexes.map(wanted)];
    const askedAt = performance.now();
    const looking = this.#source.store.run(lookScript, this.#names.keysOf(indexes), values).then(readFoundNames);
    this.#clock = looking.then((found) => found && new StoreMoment(found.time, askedAt, performance.now()));
    await this.#clock;
    return (await looking)?.names ?? null;
  }

  /** Takes the answers that the store has, and asks for what this replica is to ask for. */
  async #sort(indexes: readonly number[], names: readonly FoundName[]): Promise<Sorted> {
    const found = indexes.map((index, place) => [index, names[place] ?? nothing] as const);
    const of = (kind: FoundName['kind']) => found.flatMap(([index, name]) => (name.kind === kind ? [index] : []));
    this.#load(of('GRANTED'), 'LEASED');
    this.#load(of('NOTHING'), 'UNLEASED');
    const held = of('HELD');
    for (const index of held) this.#held.add(index);
    const heldMs = Math.min(...found.map(([, name]) => (name.kind === 'HELD' ? name.leftMs : leaseMs)));
    const unread: number[] = [];
    for (const [index, name] of found) {
      if (name.kind === 'ANSWER' && !(await this.#take(index, name.sealed))) unread.push(index);
    }
    return { held, heldMs, unread };
  }

  /** Takes what lies under a name, and says whether it is an answer that will do. */
  async #take(index: number, sealed: string): Promise<boolean> {
    const { store, turns } = this.#source;
    const { caller, accept } = this.#reading;
    const clock = await this.#clock;
    if (sealed.length > longAnswer) await turns.take(caller.turn);
    const stored = openAnswer(store, this.#names.answerKey(index), sealed);
    if (!stored || !clock) return false;
    const { operation, characters } = stored;
    if (clock.now - stored.askedAt > this.#maxAgeMs) return false;
    const value = accept(stored.json, index);
    if (value === undefined) {
      store.seal.ignore();
      return false;
    }
    if (stored.goodUntil <= clock.now && !caller.takesOutdated()) return false;
    const askedAt = clock.fromStore(stored.askedAt);
    const goodUntil = clock.fromStore(stored.goodUntil);
    const from = this.#held.has(index) ? 'SHARED' : 'MEMORY';
    this.#answers[index] = { value, askedAt, goodUntil, operation, characters, from };
    return true;
  }

  /** Takes what other replicas have told of names; gives those of which the store is to be asked. */
  #hear(indexes: readonly number[], watch: AnswerWatch): readonly number[] {
    const news = indexes.map((index) => [index, watch.take(this.#names.name(index))] as const);
    for (const [index, told] of news) {
      if (told?.kind !== 'REFUSED') continue;
      this.#answers[index] = new UpstreamError(this.#source.source, told.operation, told.failure);
    }
    const of = (kind: string | undefined) => news.flatMap(([index, told]) => (told?.kind === kind ? [index] : []));
    this.#load(of('OF_NO_USE'), 'UNLEASED');
    return [...of('LEFT'), ...of('GIVEN_UP'), ...of(undefined)];
  }

  #fail(indexes: readonly number[], error: Error): void {
    for (const index of indexes) this.#answers[index] = error;
  }

  #load(indexes: readonly number[], lease: 'LEASED' | 'UNLEASED'): void {
    if (indexes.length > 0) this.#loads.push(this.#ask(indexes, lease));
  }

  /** Asks the source, and leaves its answers for others, which nobody waits for. */
  async #ask(indexes: readonly number[], lease: 'LEASED' | 'UNLEASED'): Promise<void> {
    const names = this.#names;
    const askedAt = performance.now();
    const stopRenewing = lease === 'LEASED' ? this.#lease.keep(indexes.map((index) => names.leaseKey(index))) : null;
    const loading = this.#reading.load(indexes);
    const loaded = await loading.catch((error: unknown) => indexes.map(() => toError(error)));
    stopRenewing?.();
    const cameAt = performance.now();
    for (const [place, index] of indexes.entries()) {
      const answer = loaded[place] ?? new Error('It was not answered.');
      if (answer instanceof Error) this.#answers[index] = answer;
      else {
        const { value, goodForMs, operation, characters } = answer;
        const goodUntil = cameAt + goodForMs;
        this.#answers[index] = { value, askedAt, goodUntil, operation, characters, from: 'UPSTREAM' };
      }
    }
    const { caller } = this.#reading;
    const { token } = this.#lease;
    void this.#clock.then((clock) =>
      clock ? leaveAnswers(this.#source, { names, indexes, loaded, caller, token, askedAt, cameAt }, clock) : undefined,
    );
  }
}

const nothing: FoundName = { kind: 'NOTHING' };
