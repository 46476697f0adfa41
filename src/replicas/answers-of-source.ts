import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { AnswerChannel } from './answer-channel.ts';
import type { Store } from './store.ts';

/** What the readings of one source have in common. */
export interface AnswersOfSource {
  readonly store: Store;
  readonly channel: AnswerChannel;
  /** Long answers are written and read in turns of the processor. */
  readonly turns: ProcessorTurns;
  /** The key of the source in the configuration: what belongs to it lies together in the store. */
  readonly source: string;
  /** What the source is: only replicas with the same one share its answers. */
  readonly identity: string;
}
