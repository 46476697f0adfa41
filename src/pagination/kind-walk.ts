import type { Kind, WalkState } from './kind.ts';
import {
  noOutcomes,
  reachedAt,
  type Continuation,
  type Course,
  type Direction,
  type Reached,
  type Row,
  type Walk,
} from './list.ts';
import { idIn, type ItemTraits } from './traits.ts';

/** A list of one kind. */
export interface KindOptions<State extends WalkState, Question, Answer, Item> {
  readonly kind: Kind<State, Question, Answer, Item | null>;
  readonly traits: ItemTraits<Item>;
}

/** Whether an item could be read. One that could not keeps its index in the list, and is not handed out. */
const isRead = <Item>(row: Row<Item | null>): row is Row<Item> => row.item !== null;

/** The driver of a table of states: it alone waits for answers, keeps rows in stock, filters them and counts calls. */
export class KindWalk<State extends WalkState, Question, Answer, Item> implements Walk<Item> {
  readonly outcomes = noOutcomes;
  readonly hasItemsBehind: boolean;
  readonly #kind: Kind<State, Question, Answer, Item | null>;
  readonly #traits: ItemTraits<Item>;
  readonly #start: Reached | null;
  readonly #direction: Direction;
  readonly #seen = new Set<string>();
  #state: State;
  /** Rows that were read and not handed out, from `next` on. */
  #stock: { readonly rows: readonly Row<Item>[]; readonly next: number } = { rows: [], next: 0 };
  #callsLeft: number | null;
  #hasHandedOut = false;
  #hasLeftOut = false;

  constructor({ kind, traits }: KindOptions<State, Question, Answer, Item>, course: Course) {
    this.#kind = kind;
    this.#traits = traits;
    this.hasItemsBehind = kind.hasItemsBehind(course);
    this.#state = kind.start(course);
    this.#start = kind.reached(this.#state);
    this.#direction = course.direction;
    this.#callsLeft = course.mostCalls ?? null;
  }

  get continuation(): Continuation {
    return this.#hasStock() || !this.#hasEnded() ? 'more' : 'end';
  }

  get reached(): Reached | null {
    if (!this.#hasStock()) return this.#kind.reached(this.#state);
    const last = this.#stock.rows[this.#stock.next - 1];
    return last === undefined ? this.#start : reachedAt(last, this.#direction);
  }

  get total(): number | null | undefined {
    return this.#kind.total(this.#state);
  }

  get hasLeftOut(): boolean {
    return this.#hasLeftOut;
  }

  async learnTotal(): Promise<number | null> {
    const question = this.#kind.totalQuestion(this.#state);
    if (question === null) return null;
    const { state } = this.#kind.read(this.#state, question, await this.#kind.fetch(question));
    return this.#kind.total(state) ?? null;
  }

  async next(wanted: number, calls = Infinity): Promise<readonly Row<Item>[]> {
    let callsLeft = (this.#callsLeft ??= this.#kind.callsOfPage(this.#state, wanted));
    while (!this.#hasStock() && !this.#hasEnded()) {
      const isFindingStart = this.#kind.isFindingStart(this.#state);
      if (this.#mustStop(isFindingStart ? Infinity : callsLeft)) break;
      const questions = this.#kind.ask(this.#state, wanted, Math.max(1, Math.min(calls, callsLeft)));
      if (!isFindingStart || this.#isFiltered) this.#callsLeft = callsLeft -= questions.length;
      // One question is the most frequent case: it needs no second promise.
      const [only] = questions;
      if (questions.length === 1 && only !== undefined) this.#readAll(questions, [await this.#kind.fetch(only)]);
      else this.#readAll(questions, await Promise.all(questions.map((question) => this.#kind.fetch(question))));
    }
    return this.#handOut(wanted);
  }

  /** The next rows in stock. */
  #handOut(wanted: number): readonly Row<Item>[] {
    const { rows, next } = this.#stock;
    const end = Math.min(rows.length, next + wanted);
    this.#stock = { rows, next: end };
    this.#hasHandedOut ||= end > next;
    return next === 0 && end === rows.length ? rows : rows.slice(next, end);
  }

  /** Whether the page ends here, short of the end of the list. Throws where there is no page to end. */
  #mustStop(callsLeft: number): boolean {
    const stuck = this.#kind.stuckError(this.#state);
    // What was handed out is a page by itself; the next one fails.
    if (stuck !== null && !this.#hasHandedOut) throw stuck;
    if (stuck !== null) return true;
    if (callsLeft > 0) return false;
    const noProgress = this.#isWhereItBegan() ? this.#kind.noProgressError(this.#state) : null;
    if (noProgress !== null) throw noProgress;
    return true;
  }

  #readAll(questions: readonly Question[], answers: readonly Answer[]): void {
    const stock: Row<Item>[] = [];
    questions.forEach((question, index) => this.#read(question, answers[index] as Answer, stock));
    this.#stock = { rows: stock, next: 0 };
  }

  #read(question: Question, answer: Answer, stock: Row<Item>[]): void {
    const { state, rows } = this.#kind.read(this.#state, question, answer);
    this.#state = state;
    for (const row of rows) {
      if (!isRead(row)) this.#hasLeftOut = true;
      else if (this.#isWanted(row.item)) stock.push(row);
    }
  }

  /** Whether an item passes the filter, and was not on this page before: an upstream may give one twice. */
  #isWanted(item: Item): boolean {
    const id = idIn(this.#traits, item);
    if (id !== null) {
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
    }
    return this.#traits.keep?.(item) ?? true;
  }

  get #isFiltered(): boolean {
    return this.#traits.keep !== undefined;
  }

  /** Whether nothing was handed out, and the next page would begin as this one did. */
  #isWhereItBegan(): boolean {
    const reached = this.#kind.reached(this.#state);
    return !this.#hasHandedOut && JSON.stringify(reached) === JSON.stringify(this.#start);
  }

  #hasStock(): boolean {
    return this.#stock.next < this.#stock.rows.length;
  }

  #hasEnded(): boolean {
    return this.#state.at === 'end';
  }
}
