import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { SharedAnswer, SharedAnswers, SharedReading } from '../upstream/shared-answers.ts';
import { AnswersNews } from './answer-news.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import { Reading } from './reading.ts';
import type { Store } from './store.ts';

/** Gives each source the answers that replicas share of it. */
export type SharedAnswersOf = (source: string, identity: string) => SharedAnswers;

/** The answers that replicas leave to each other in a store. */
export function createSharedAnswers(store: Store, turns: ProcessorTurns): SharedAnswersOf {
  const news = new AnswersNews(store);
  return (source, identity) => {
    const ofSource: AnswersOfSource = { store, news, turns, source, identity };
    return {
      read: <Value>(reading: SharedReading<Value>): Promise<readonly (SharedAnswer<Value> | Error)[]> =>
        new Reading(ofSource, reading).run(),
    };
  };
}
