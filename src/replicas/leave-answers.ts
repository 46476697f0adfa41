import { UpstreamError } from '../upstream/errors.ts';
import type { AnswerToShare } from '../upstream/shared-answers.ts';
import type { SharedCaller } from '../upstream/upstream.ts';
import type { AnswerNames } from './answer-names.ts';
import type { AnswerNews } from './answer-news.ts';
import { leaveScript, longestKeptMs, whileToldMs } from './answer-scripts.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import type { AskedSource } from './ask-source.ts';
import type { StoreMoment } from './store-moment.ts';
import { longAnswer, sealAnswer } from './stored-answer.ts';

/** What came from the source, and how it is left for others. */
export interface AnswersToLeave {
  readonly asked: AskedSource<unknown>;
  readonly names: AnswerNames;
  readonly caller: SharedCaller;
  /** The token of the leases; another replica may hold them by now. */
  readonly token: string;
  readonly clock: StoreMoment;
}

/** What is left under a name, and what those who wait for it hear. */
interface Left {
  /** What `leaveScript` takes for the name. */
  readonly values: readonly [sealed: string, number: number];
  readonly news: AnswerNews;
}

/** Whether the upstream itself has refused, and not for the key that was used: it would tell any replica the same. */
function isSaidByUpstream({ failure }: UpstreamError): boolean {
  const { code, isUnsent, isTransport, isFromElsewhere, isKeyRefused } = failure;
  if (isUnsent || isTransport || isFromElsewhere || isKeyRefused) return false;
  return code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_THROTTLED' || code === 'UPSTREAM_DENIED';
}

/** An error is never kept; those who wait hear of it now. */
function leftOfError(error: Error, { cancellation }: SharedCaller): Left {
  if (cancellation.isCancelled) return { values: ['', 0], news: { kind: 'GIVEN_UP' } };
  if (!(error instanceof UpstreamError) || !isSaidByUpstream(error)) return leftOfNoUse;
  const { operation, failure } = error;
  return { values: ['', whileToldMs], news: { kind: 'REFUSED', operation, failure } };
}

const leftOfNoUse: Left = { values: ['', whileToldMs], news: { kind: 'OF_NO_USE' } };

/** Leaves answers for other replicas, gives back the leases, and tells those who wait. */
export async function leaveAnswers(
  { store, channel, turns }: AnswersOfSource,
  { asked, names, caller, token, clock }: AnswersToLeave,
): Promise<void> {
  const { indexes, loaded } = asked;

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
  channel.tell(
    left.flatMap((each, place) => (awaited[place] === 1 ? [[names.name(indexes[place] ?? 0), each.news]] : [])),
  );
}
