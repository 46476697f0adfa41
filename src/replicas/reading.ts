import { UpstreamError } from '../upstream/errors.ts';
import type { AnswerToShare, SharedAnswer, SharedReading } from '../upstream/shared-answers.ts';
import { leaveScript, leaseMs, lookScript, type Wanted } from './answer-scripts.ts';
import type { AnswerNews, AnswerWatch } from './answer-news.ts';
import { type FoundNames, readFoundNames } from './found-names.ts';
import { Lease } from './lease.ts';
import type { AnswersOfSource } from './shared-answers.ts';
import { readStoredAnswer, writeStoredAnswer } from './stored-answer.ts';

/** The longest answer that is left for others, in characters as it is stored. */
export const longestAnswer = 512_000;

/** From so many characters on, reading an answer waits for its turn of the processor. */
const longAnswer = 50_000;

/** The longest wait for another replica, in milliseconds, however long the caller has: an attempt takes no longer by default. */
const longestWaitMs = 3_000;

/** How long news is waited for until the store itself is asked, in milliseconds: at first, and at the most. */
const [firstLookMs, lastLookMs] = [100, 500];

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Whether another replica would be told the same: what the upstream has said, and not what lay between. */
const isSaidByUpstream = ({ failure: { code, isUnsent, isTransport, isFromElsewhere } }: UpstreamError): boolean =>
  !isUnsent &&
  !isTransport &&
  !isFromElsewhere &&
  (code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_THROTTLED' || code === 'UPSTREAM_DENIED');

/** What others hear of something that failed. */
function newsOfFailure(error: Error, isCancelled: boolean): AnswerNews {
  if (isCancelled) return { kind: 'GIVEN_UP' };
  if (!(error instanceof UpstreamError) || !isSaidByUpstream(error)) return { kind: 'OF_NO_USE' };
  return { kind: 'REFUSED', operation: error.operation, failure: error.failure };
}

/** When something was asked for, and when it came, by `performance.now()`. */
interface Asked {
  readonly askedAt: number;
  readonly cameAt: number;
}

/** One reading of answers that replicas share: of some names the store has them, others are asked for here or elsewhere. */
export class Reading<Value> {
  readonly #source: AnswersOfSource;
  readonly #reading: SharedReading<Value>;
  readonly #maxAgeMs: number;
  /** The names as others know them, which tell nothing of what is asked for. */
  readonly #names: readonly string[];
  readonly #answers: (SharedAnswer<Value> | Error)[] = [];
  readonly #loads: Promise<void>[] = [];
  readonly #lease: Lease;
  /** The names that another replica was asking for. */
  readonly #held = new Set<number>();
  /** The last time that the store was asked. */
  #looked: Promise<FoundNames | null> = Promise.resolve(null);
  /** By how much the clock of the store is ahead of `performance.now()`, at the least and at the most; null while that is not known. */
  #ahead: { readonly leastMs: number; readonly mostMs: number } | null = null;

  constructor(source: AnswersOfSource, reading: SharedReading<Value>) {
    this.#source = source;
    this.#reading = reading;
    this.#maxAgeMs = reading.caller.maxAgeMs;
    this.#lease = new Lease(source.store);
    const { seal } = source.store;
    this.#names = reading.names.map((name) => seal.nameOf(`${source.identity}\n${name}`));
  }

  async run(): Promise<readonly (SharedAnswer<Value> | Error)[]> {
    const all = this.#names.map((_, index) => index);
    if (!this.#source.store.isJoined) this.#loads.push(this.#load(all, 'UNLEASED'));
    else if (this.#maxAgeMs > 0) await this.#seek(all);
    else {
      // For the time of the store alone.
      this.#looked = this.#look([0], () => 'NOTHING');
      this.#loads.push(this.#load(all, 'UNLEASED'));
    }
    await Promise.all(this.#loads);
    return this.#answers;
  }

  /** Looks for answers, and waits for those that other replicas ask for, until all are there or are asked for here. */
  async #seek(all: readonly number[]): Promise<void> {
    const { caller } = this.#reading;
    caller.takeOlder();
    const watch = this.#source.news.watch(this.#names);
    try {
      const began = performance.now();
      // Whoever waits in vain has as long again to ask by itself.
      const patientUntil = began + Math.min(longestWaitMs, (caller.deadline - began) / 2);
      await this.#seekUntil(patientUntil, all, watch);
    } finally {
      this.#source.news.end(watch);
    }
  }

  async #seekUntil(patientUntil: number, all: readonly number[], watch: AnswerWatch): Promise<void> {
    let open = all;
    let unread: ReadonlySet<number> = new Set();
    for (let pauseMs = firstLookMs; open.length > 0; ) {
      const { caller } = this.#reading;
      const wanted = unread;
      this.#looked = this.#look(open, (index) => (wanted.has(index) ? 'LEASE' : 'LOOK'));
      const found = await this.#looked;
      if (!found) break;
      const sorted = await this.#sort(open, found);
      open = [...sorted.held, ...sorted.unread];
      unread = new Set(sorted.unread);
      if (sorted.unread.length > 0 || open.length === 0) continue;
      const leftMs = Math.min(sorted.leaseLeftMs, patientUntil - performance.now());
      if (leftMs <= 0) break;
      await watch.next(Math.min(pauseMs, leftMs + 1), caller.cancellation);
      if (caller.cancellation.isCancelled) return this.#fail(open, toError(caller.cancellation.reason));
      open = this.#hear(open, watch);
      pauseMs = Math.min(2 * pauseMs, lastLookMs);
    }
    if (open.length > 0) this.#loads.push(this.#load(open, 'UNLEASED'));
  }

  async #look(indexes: readonly number[], wanted: (index: number) => Wanted): Promise<FoundNames | null> {
    const values = [this.#lease.token, leaseMs, ...indexes.map(wanted)];
    const sentAt = performance.now();
    const told = await this.#source.store.run(lookScript, this.#keysOf(indexes), values);
    const found = readFoundNames(told);
    if (found) this.#ahead = { leastMs: found.clock - performance.now(), mostMs: found.clock - sentAt };
    return found;
  }

  /** Takes what the store has, asks for what this replica is to ask for, and gives what is left. */
  async #sort(indexes: readonly number[], { clock, names }: FoundNames) {
    const granted: number[] = [];
    const held: number[] = [];
    const unread: number[] = [];
    let leaseLeftMs = leaseMs;
    for (const [place, index] of indexes.entries()) {
      const found = names[place];
      if (found?.kind === 'GRANTED') granted.push(index);
      else if (found?.kind === 'HELD') {
        held.push(index);
        this.#held.add(index);
        leaseLeftMs = Math.min(leaseLeftMs, found.leftMs);
      }
    }
    if (granted.length > 0) this.#loads.push(this.#load(granted, 'LEASED'));
    for (const [place, index] of indexes.entries()) {
      const found = names[place];
      if (found?.kind === 'ANSWER' && !(await this.#take(index, found.sealed, clock))) unread.push(index);
    }
    return { held, unread, leaseLeftMs };
  }

  /** Whether what lies under a name is an answer that will do; it is taken then. */
  async #take(index: number, sealed: string, clock: number): Promise<boolean> {
    const { store, turns } = this.#source;
    const { caller, accept } = this.#reading;
    if (sealed.length > longAnswer) await turns.take(caller.turn);
    const text = store.open(this.#answerKey(index), sealed);
    if (text === null) return false;
    const stored = readStoredAnswer(text);
    const value = stored ? accept(stored.json, index) : undefined;
    if (!stored || value === undefined) {
      store.ignore();
      return false;
    }
    const { askedAt, goodUntil, operation, characters } = stored;
    if (goodUntil <= clock || clock - askedAt > this.#maxAgeMs) return false;
    // Rather too old than too new.
    const aheadMs = this.#ahead?.mostMs ?? 0;
    const from = this.#held.has(index) ? 'SHARED' : 'MEMORY';
    const moments = { askedAt: askedAt - aheadMs, goodUntil: goodUntil - aheadMs };
    this.#answers[index] = { value, ...moments, operation, characters, from };
    return true;
  }

  /** Takes what other replicas have told of names; gives those of which the store is to be asked. */
  #hear(indexes: readonly number[], watch: AnswerWatch): readonly number[] {
    const open: number[] = [];
    const ofNoUse: number[] = [];
    for (const index of indexes) {
      const news = watch.take(this.#names[index] as string);
      if (news?.kind === 'REFUSED')
        this.#answers[index] = new UpstreamError(this.#source.source, news.operation, news.failure);
      else if (news?.kind === 'OF_NO_USE') ofNoUse.push(index);
      else open.push(index);
    }
    if (ofNoUse.length > 0) this.#loads.push(this.#load(ofNoUse, 'UNLEASED'));
    return open;
  }

  #fail(indexes: readonly number[], error: Error): void {
    for (const index of indexes) this.#answers[index] = error;
  }

  /** Asks the source, and leaves its answers for others, who do not have to be waited for. */
  async #load(indexes: readonly number[], lease: 'LEASED' | 'UNLEASED'): Promise<void> {
    const askedAt = performance.now();
    const stopRenewing = lease === 'LEASED' ? this.#lease.keep(indexes.map((index) => this.#leaseKey(index))) : null;
    const loading = this.#reading.load(indexes);
    const loaded = await loading.catch((error: unknown) => indexes.map(() => toError(error)));
    stopRenewing?.();
    const cameAt = performance.now();
    for (const [place, index] of indexes.entries()) {
      const answer = loaded[place] ?? new Error('Not all were answered.');
      if (answer instanceof Error) this.#answers[index] = answer;
      else {
        const { value, goodForMs, operation, characters } = answer;
        const goodUntil = cameAt + goodForMs;
        this.#answers[index] = { value, askedAt, goodUntil, operation, characters, from: 'UPSTREAM' };
      }
    }
    void this.#leave(indexes, loaded, { askedAt, cameAt });
  }

  async #leave(indexes: readonly number[], loaded: readonly (AnswerToShare<Value> | Error)[], asked: Asked) {
    const { store, news, turns } = this.#source;
    await this.#looked;
    if (this.#ahead === null || !store.isJoined) return;
    const { caller } = this.#reading;
    const values: (string | number)[] = [this.#lease.token];
    const told: AnswerNews[] = [];
    for (const [place, index] of indexes.entries()) {
      const answer = loaded[place];
      if (!answer || answer instanceof Error) {
        values.push('', 0);
        told.push(newsOfFailure(answer ?? new Error(), caller.cancellation.isCancelled));
        continue;
      }
      if (answer.characters > longAnswer) await turns.take(caller.turn);
      const [sealed, goodUntil] = this.#sealed(index, answer, asked);
      values.push(sealed, goodUntil);
      told.push({ kind: sealed === '' ? 'OF_NO_USE' : 'LEFT' });
    }
    const awaited: unknown = await store.run(leaveScript, this.#keysOf(indexes), values);
    if (!Array.isArray(awaited)) return;
    const isAwaited = (place: number): boolean => awaited[place] === 1;
    news.tell(
      indexes.flatMap((index, place) =>
        isAwaited(place) ? [[this.#names[index] as string, told[place] as AnswerNews] as const] : [],
      ),
    );
  }

  /** An answer as it is left for others, '' if it is too long; and until when it is good. */
  #sealed(index: number, answer: AnswerToShare<Value>, { askedAt, cameAt }: Asked): [sealed: string, goodUntil: number] {
    const aheadMs = this.#ahead?.leastMs ?? 0;
    const { json, goodForMs, operation, characters } = answer;
    const goodUntil = Math.floor(cameAt + aheadMs + goodForMs);
    if (characters > longestAnswer) return ['', goodUntil];
    const text = writeStoredAnswer({ askedAt: Math.floor(askedAt + aheadMs), goodUntil, operation, characters, json });
    if (text.length > longestAnswer) return ['', goodUntil];
    return [this.#source.store.seal.close(this.#answerKey(index), text), goodUntil];
  }

  #answerKey(index: number): string {
    return this.#source.store.keyOf(this.#source.source, 'answer', this.#names[index] as string);
  }

  #leaseKey(index: number): string {
    return this.#source.store.keyOf(this.#source.source, 'lease', this.#names[index] as string);
  }

  #keysOf(indexes: readonly number[]): readonly string[] {
    return indexes.flatMap((index) => [this.#answerKey(index), this.#leaseKey(index)]);
  }
}
