import type { SharedAnswer, SharedReading } from '../upstream/shared-answers.ts';
import type { AnswerNames } from './answer-names.ts';
import type { Wanted } from './answer-scripts.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import { answerAt, askSource, type AskedSource } from './ask-source.ts';
import { Lease } from './lease.ts';
import { leaveAnswers } from './leave-answers.ts';
import { type LookedUp, lookUp } from './look-up.ts';
import type { StoreMoment } from './store-moment.ts';
import { longAnswer, openAnswer } from './stored-answer.ts';

/** Whether this replica has the leases of what it asks the source for, so that others wait for its answers. */
export type Leased = 'LEASED' | 'UNLEASED';

/** Where an answer of the store is from. MEMORY: it was there. SHARED: another replica was asking for it, and this one waited. */
export type StoredOrigin = 'MEMORY' | 'SHARED';

/**
 * The answers of one reading, each at the index of its name, as they come from the store and from the source. What comes from the
 * source is left in the store for other replicas.
 */
export class CollectedAnswers<Value> {
  readonly #source: AnswersOfSource;
  readonly #reading: SharedReading<Value>;
  readonly #names: AnswerNames;
  /** How old an answer may be, as it was when the reading began. */
  readonly #maxAgeMs: number;
  readonly #lease: Lease;
  readonly #answers: (SharedAnswer<Value> | Error)[] = [];
  /** The calls of the source that are under way or have ended. */
  readonly #asking: Promise<void>[] = [];
  /** What the last look gave; null where the store was not there. */
  #looked: Promise<LookedUp | null> = Promise.resolve(null);

  constructor(source: AnswersOfSource, reading: SharedReading<Value>, names: AnswerNames) {
    this.#source = source;
    this.#reading = reading;
    this.#names = names;
    this.#maxAgeMs = reading.caller.maxAgeMs;
    this.#lease = new Lease(source.store);
  }

  /** All answers, once those of the source have come. */
  async all(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    await Promise.all(this.#asking);
    return this.#answers;
  }

  /** Looks names up in the store, which may grant leases; null where the store is not there. */
  look(indexes: readonly number[], wanted: (index: number) => Wanted): Promise<LookedUp | null> {
    const { store } = this.#source;
    this.#looked = lookUp(store, this.#names.keysOf(indexes), indexes.map(wanted), this.#lease.token);
    return this.#looked;
  }

  /** Takes what was found in the store under a name, when it had this clock. False if that is no answer that will do. */
  async take(index: number, sealed: string, clock: StoreMoment, from: StoredOrigin): Promise<boolean> {
    const { store, turns } = this.#source;
    const { caller, accept } = this.#reading;
    if (sealed.length > longAnswer) await turns.take(caller.turn);
    const stored = openAnswer(store, this.#names.answerKey(index), sealed);
    if (!stored || clock.now - stored.askedAt > this.#maxAgeMs) return false;
    const value = accept(stored.json, index);
    if (value === undefined) {
      store.seal.ignore();
      return false;
    }
    if (stored.goodUntil <= clock.now && !caller.takesOutdated()) return false;
    const { operation, characters } = stored;
    const askedAt = clock.fromStore(stored.askedAt);
    const goodUntil = clock.fromStore(stored.goodUntil);
    this.#answers[index] = { value, askedAt, goodUntil, operation, characters, from };
    return true;
  }

  fail(index: number, error: Error): void {
    this.#answers[index] = error;
  }

  /** Asks the source; `all` waits for the answers. */
  ask(indexes: readonly number[], leased: Leased): void {
    if (indexes.length > 0) this.#asking.push(this.#ask(indexes, leased));
  }

  async #ask(indexes: readonly number[], leased: Leased): Promise<void> {
    const leases = leased === 'LEASED' ? indexes.map((index) => this.#names.leaseKey(index)) : null;
    const stopRenewing = leases && this.#lease.keep(leases);
    const asked = await askSource(this.#reading, indexes);
    stopRenewing?.();
    for (const [place, index] of indexes.entries()) this.#answers[index] = answerAt(asked, place);
    void this.#leave(asked);
  }

  /** Leaves answers for others, by the clock of the last look. Nobody waits for that. */
  async #leave(asked: AskedSource<Value>): Promise<void> {
    const looked = await this.#looked;
    if (!looked) return;
    const { caller } = this.#reading;
    const { token } = this.#lease;
    await leaveAnswers(this.#source, { asked, names: this.#names, caller, token, clock: looked.clock });
  }
}
