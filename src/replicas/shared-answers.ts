import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { SharedAnswer, SharedAnswers, SharedReading } from '../upstream/shared-answers.ts';
import { AnswersNews } from './answer-news.ts';
import { Reading } from './reading.ts';
import type { Store } from './store.ts';

/** What the readings of one source have in common. */
export interface AnswersOfSource {
  readonly store: Store;
  readonly news: AnswersNews;
  readonly turns: ProcessorTurns;
  /** The source's key: what belongs to it lies together in the store. */
  readonly source: string;
  /** What the source is: only replicas with the same one share its answers. */
  readonly identity: string;
}

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
