import type { WindowAnswer } from '#src/pagination/chunk.ts';
import type { Kind, WalkState } from '#src/pagination/kind.ts';
import type { WindowQuestion } from '#src/pagination/windows-question.ts';
import { idOf, type Thing } from './models.ts';

/** How many items are wanted, how many questions may be asked at once, and an answer to another question than the first. */
interface StepOptions<Question> {
  readonly wanted?: number;
  readonly calls?: number;
  readonly asked?: Question;
}

/** One step in a table of states: the answer to a state's first question is read. It makes no call. */
export function step<State extends WalkState, Question, Answer>(
  kind: Kind<State, Question, Answer, Thing>,
  state: State,
  answer: (question: Question) => Answer,
  { wanted = 5, calls = 1, asked }: StepOptions<Question> = {},
) {
  const question = asked ?? kind.ask(state, wanted, calls)[0];
  if (question === undefined) throw new Error(`Nothing is asked at ${state.at}.`);
  const { state: next, rows } = kind.read(state, question, answer(question));
  return { question, next, ids: rows.map(({ item }) => idOf(item)), asksNext: kind.ask(next, wanted, calls) };
}

/** A window that is asked for, in short: "10+5", and whether a cached answer will do. */
export const windowText = ({ offset, count, isFresh }: WindowQuestion): string =>
  `${offset}+${count}${isFresh ? ' fresh' : ''}`;

/** The true answer of a list to a question for a window. */
export const answerOf =
  (list: readonly Thing[], total: number | null = list.length) =>
  ({ offset, count }: WindowQuestion): WindowAnswer<Thing> => ({ items: list.slice(offset, offset + count), total });

/** Ids of consecutive things: from one rank down, or up, to another. */
export const ranks = (from: number, to: number): string[] =>
  Array.from({ length: Math.abs(from - to) + 1 }, (_, index) => `t${from > to ? from - index : from + index}`);
