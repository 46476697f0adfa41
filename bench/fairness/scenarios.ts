import type { Scenario } from './scenario.ts';
import { hangUp } from './scenarios/hang-up.ts';
import { keySet } from './scenarios/key-set.ts';
import { stop } from './scenarios/stop.ts';
import { walk } from './scenarios/walk.ts';
import { workScenarios } from './scenarios/work.ts';

const { ids, idsSingly, idsPaced, slow, slower, keys, introspection, heavyPages } = workScenarios;

/** All scenarios, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [
  ids,
  idsSingly,
  idsPaced,
  slow,
  slower,
  keys,
  introspection,
  walk,
  heavyPages,
  hangUp,
  keySet,
  stop,
];
