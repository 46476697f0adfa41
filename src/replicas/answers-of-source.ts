import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { AnswersNews } from './answer-news.ts';
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
