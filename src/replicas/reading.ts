import { toError } from '../platform/to-error.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { SharedAnswer, SharedReading } from '../upstream/shared-answers.ts';
import { AnswerNames } from './answer-names.ts';
import { leaseMs } from './answer-scripts.ts';
import type { AnswerWatch } from './answer-watch.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import { CollectedAnswers } from './collected-answers.ts';
import type { FoundName, LookedUp } from './look-up.ts';

/**
 * The longest wait for another replica, in milliseconds, however long the caller has: an attempt takes no longer unless its
 * source says so.
 */
const longestWaitMs = 3_000;

/** How long news is waited for until the store itself is asked again, in milliseconds: at first, and at the most. */
const [firstPauseMs, longestPauseMs] = [100, 500];

/** The names that are still open once the store was looked up and its answers were taken. */
interface StillOpen {
  /** Another replica asks for these. */
  readonly held: readonly number[];
  /** When the first of its leases ends unless it is renewed, in milliseconds from now. */
  readonly heldMs: number;
  /** Under these the store has an answer that will not do: they are asked for in spite of it. */
  readonly unusable: readonly number[];
}

const nothing: FoundName = { kind: 'NOTHING' };

/**
 * One reading of answers that replicas share. For each name the store has the answer, or another replica asks for it and this one
 * waits, or this one asks. Names are known by their indexes.
 */
export class Reading<Value> {
  readonly #source: AnswersOfSource;
  readonly #caller: SharedReading<Value>['caller'];
  readonly #names: AnswerNames;
  readonly #answers: CollectedAnswers<Value>;
  /** What another replica was found to ask for. */
  readonly #held = new Set<number>();

  constructor(source: AnswersOfSource, reading: SharedReading<Value>) {
    this.#source = source;
    this.#caller = reading.caller;
    this.#names = new AnswerNames(source.store, source, reading.names);
    this.#answers = new CollectedAnswers(source, reading, this.#names);
  }

  run(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    return this.#source.store.isJoined && this.#caller.maxAgeMs > 0 ? this.#runWithOthers() : this.#runAlone();
  }

  /** Asks for all names, without a look for answers of others: the store is away, or the caller wants nothing older. */
  #runAlone(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    // To leave the answers for others takes the time of the store; nobody waits for that.
    void this.#answers.look([0], () => 'NOTHING');
    this.#answers.ask(this.#names.indexes, 'UNLEASED');
    return this.#answers.all();
  }

  /** Takes answers of others, and asks for what none came of in time. */
  async #runWithOthers(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    const { cancellation, deadline } = this.#caller;
    this.#caller.takeOlder();
    const began = performance.now();
    // Whoever waits in vain has as long again to ask by itself.
    const patientUntil = began + Math.min(longestWaitMs, (deadline - began) / 2);
    const watch = this.#source.channel.watch(this.#names.all);
    try {
      const open = await this.#seekUntil(patientUntil, watch);
      if (!cancellation.isCancelled) this.#answers.ask(open, 'UNLEASED');
      else for (const index of open) this.#answers.fail(index, toError(cancellation.reason));
    } finally {
      this.#source.channel.end(watch);
    }
    return this.#answers.all();
  }

  /** Looks for answers, and waits for those that other replicas ask for. Gives the indexes that are still open then. */
  async #seekUntil(patientUntil: number, watch: AnswerWatch): Promise<readonly number[]> {
    const { cancellation } = this.#caller;
    let open = this.#names.indexes;
    let unusable: ReadonlySet<number> = new Set();
    let pauseMs = firstPauseMs;
    while (open.length > 0 && !cancellation.isCancelled) {
      const refused = unusable;
      const looked = await this.#answers.look(open, (index) => (refused.has(index) ? 'LEASE' : 'LOOK'));
      if (!looked) return open;
      const still = await this.#takeFound(open, looked);
      open = [...still.held, ...still.unusable];
      unusable = new Set(still.unusable);
      if (still.unusable.length > 0 || open.length === 0) continue;
      const leftMs = patientUntil - performance.now();
      if (leftMs <= 0) return open;
      await watch.next(Math.min(pauseMs, leftMs, still.heldMs + 1), cancellation);
      open = this.#takeNews(open, watch);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
    return open;
  }

  /** Takes the answers that the store has, and asks for what this replica is to ask for. */
  async #takeFound(indexes: readonly number[], { names, clock }: LookedUp): Promise<StillOpen> {
    const found = indexes.map((index, place) => [index, names[place] ?? nothing] as const);
    const of = (kind: FoundName['kind']) => found.flatMap(([index, name]) => (name.kind === kind ? [index] : []));
    this.#answers.ask(of('GRANTED'), 'LEASED');
    this.#answers.ask(of('NOTHING'), 'UNLEASED');
    const held = of('HELD');
    for (const index of held) this.#held.add(index);
    const heldMs = Math.min(...found.map(([, name]) => (name.kind === 'HELD' ? name.leftMs : leaseMs)));
    const unusable: number[] = [];
    for (const [index, name] of found) {
      if (name.kind !== 'ANSWER') continue;
      const from = this.#held.has(index) ? 'SHARED' : 'MEMORY';
      if (!(await this.#answers.take(index, name.sealed, clock, from))) unusable.push(index);
    }
    return { held, heldMs, unusable };
  }

  /** Takes what other replicas have told of names. Gives the indexes for which the store is to be looked up again. */
  #takeNews(indexes: readonly number[], watch: AnswerWatch): readonly number[] {
    const news = indexes.map((index) => [index, watch.take(this.#names.name(index))] as const);
    for (const [index, told] of news) {
      if (told?.kind !== 'REFUSED') continue;
      this.#answers.fail(index, new UpstreamError(this.#source.source, told.operation, told.failure));
    }
    const of = (kind: string | undefined) => news.flatMap(([index, told]) => (told?.kind === kind ? [index] : []));
    this.#answers.ask(of('OF_NO_USE'), 'UNLEASED');
    return [...of('LEFT'), ...of('GIVEN_UP'), ...of(undefined)];
  }
}
