import { UpstreamError } from '../upstream/errors.ts';
import type { AnswerToShare } from '../upstream/shared-answers.ts';
import type { SharedCaller } from '../upstream/upstream.ts';
import type { AnswerNames } from './answer-names.ts';
import type { AnswerNews } from './answer-news.ts';
import { leaveScript, longestKeptMs, whileToldMs } from './answer-scripts.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import type { StoreMoment } from './store-moment.ts';
import { longAnswer, sealAnswer } from './stored-answer.ts';

/** What one replica has asked for, and what it leaves for others of it. */
export interface Asked {
  readonly names: AnswerNames;
  readonly indexes: readonly number[];
  /** Of each its answer, or the error that it met. */
  readonly loaded: readonly (AnswerToShare<unknown> | Error)[];
  readonly caller: SharedCaller;
  /** The token of its leases; another replica may hold them by now. */
  readonly token: string;
  /** When it was asked for, and when it came, by `performance.now()`. */
  readonly askedAt: number;
  readonly cameAt: number;
}

/** What lies under a name from now on, and what those hear who wait for it. */
interface Left {
  /** As `leaveScript` takes them. */
  readonly values: readonly [sealed: string, number: number];
  readonly news: AnswerNews;
}

/** Whether another replica would be told the same: by the upstream itself, for whatever key it has. */
function isSaidByUpstream({ failure }: UpstreamError): boolean {
  const { code, isUnsent, isTransport, isFromElsewhere, isKeyRefused } = failure;
  if (isUnsent || isTransport || isFromElsewhere || isKeyRefused) return false;
  return code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_THROTTLED' || code === 'UPSTREAM_DENIED';
}

/** Of an error nothing is kept; those who wait hear of it now. */
function leftOfError(error: Error, { cancellation }: SharedCaller): Left {
  if (cancellation.isCancelled) return { values: ['', 0], news: { kind: 'GIVEN_UP' } };
  if (!(error instanceof UpstreamError) || !isSaidByUpstream(error)) return leftOfNoUse;
  const { operation, failure } = error;
  return { values: ['', whileToldMs], news: { kind: 'REFUSED', operation, failure } };
}

const leftOfNoUse: Left = { values: ['', whileToldMs], news: { kind: 'OF_NO_USE' } };

/** Leaves answers for other replicas, gives back the leases, and tells those who wait. */
export async function leaveAnswers(
  { store, news, turns }: AnswersOfSource,
  asked: Asked,
  clock: StoreMoment,
): Promise<void> {
  const { names, indexes, loaded, caller, token } = asked;

  async function leftOf(answer: AnswerToShare<unknown>, index: number): Promise<Left> {
    if (answer.characters > longAnswer) await turns.take(caller.turn);
    const goodUntil = clock.toStore(asked.cameAt + answer.goodForMs);
    const keptUntil = Math.max(goodUntil, clock.toStore(asked.cameAt + Math.min(caller.keptMs, longestKeptMs)));
    const sealed = sealAnswer(store, names.answerKey(index), {
      askedAt: clock.toStore(asked.askedAt),
      goodUntil,
      operation: answer.operation,
      characters: answer.characters,
      json: answer.json,
    });
    return sealed === null ? leftOfNoUse : { values: [sealed, keptUntil], news: { kind: 'LEFT' } };
  }

  const left: Left[] = [];
  for (const [place, index] of indexes.entries()) {
    const answer = loaded[place];
    if (answer) left.push(answer instanceof Error ? leftOfError(answer, caller) : await leftOf(answer, index));
  }
  const values = left.flatMap((each) => each.values);
  const awaited: unknown = await store.run(leaveScript, names.keysOf(indexes), [token, ...values]);
  if (!Array.isArray(awaited)) return;
  news.tell(
    left.flatMap((each, place) => (awaited[place] === 1 ? [[names.name(indexes[place] ?? 0), each.news]] : [])),
  );
}
