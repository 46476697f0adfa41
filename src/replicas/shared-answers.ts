import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { SharedAnswer, SharedAnswers, SharedReading } from '../upstream/shared-answers.ts';
import { AnswerChannel } from './answer-channel.ts';
import type { AnswersOfSource } from './answers-of-source.ts';
import { Reading } from './reading.ts';
import type { Store } from './store.ts';

/** Gives each source the answers that replicas share of it. */
export type SharedAnswersOf = (source: string, identity: string) => SharedAnswers;

/** The answers that replicas leave to each other in a store. */
export function createSharedAnswers(store: Store, turns: ProcessorTurns): SharedAnswersOf {
  const channel = new AnswerChannel(store);
  return (source, identity) => {
    const ofSource: AnswersOfSource = { store, channel, turns, source, identity };
    return {
      read: <Value>(reading: SharedReading<Value>): Promise<readonly (SharedAnswer<Value> | Error)[]> =>
        new Reading(ofSource, reading).run(),
    };
  };
}
