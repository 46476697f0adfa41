import type { Comparison } from './comparison.ts';
import type { Work } from './kept-at-work.ts';
import type { Stage, StageOptions } from './stage.ts';

/** Something that is counted, and the most that it should be. */
export interface Counter {
  readonly what: string;
  /** Null where the gateway was too busy to tell. */
  readonly value: number | null;
  readonly atMost: number;
}

/** What came of a scenario. */
export interface Result {
  readonly comparisons: readonly Comparison[];
  readonly counters: readonly Counter[];
  /** What caller A got, by outcome. */
  readonly ofA: Readonly<Record<string, number>>;
}

/** Opens a stage, which is closed when the scenario ends. */
export type OpenStage = (options?: StageOptions) => Promise<Stage>;

/** One way in which a caller may take the gateway from the others. */
export interface Scenario {
  readonly name: string;
  /** What caller A does. */
  readonly title: string;
  readonly play: (open: OpenStage, cloudsUrl: string) => Promise<Result>;
}

/** A scenario in which caller A does one thing all the time. */
export interface WorkScenario extends Omit<Scenario, 'play'> {
  readonly work: Work;
  readonly stage?: StageOptions;
  /** What is counted when it is over. */
  readonly counters?: (stage: Stage) => Promise<readonly Counter[]>;
}
