import { besideWork } from '../beside-work.ts';
import { onceSettled } from '../once-settled.ts';
import type { Counter, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const breakers = ({ gateway }: Stage): Promise<Counter> =>
  onceSettled(gateway, async () => gateway.breakerOpenings(), 'breakers of healthy sources opened', 0);

const peak = ({ gateway }: Stage): Promise<Counter> =>
  onceSettled(gateway, async () => gateway.peakMemory(), 'peak of memory, MB', 512);

const slowKinds = ['pages', 'lookups', 'slow lookups', 'health'] as const;

/** The scenarios in which caller A does one thing all the time. */
export const workScenarios = {
  ids: besideWork({
    name: 'ids',
    title: 'nodes of 500 unknown ids of one source, on 100 connections',
    work: { request: 'unknown ids', connections: 100 },
    counters: async (stage) => [await breakers(stage)],
  }),
  idsSingly: besideWork({
    name: 'ids-singly',
    title: 'nodes of 500 unknown ids of a source that takes one in a call, on 100 connections',
    work: { request: 'unknown ids, one in a call', connections: 100 },
    counters: async (stage) => [await breakers(stage)],
  }),
  idsPaced: besideWork({
    name: 'ids-paced',
    title: 'nodes of 500 unknown ids of a source that takes one in a call, 10 a second',
    work: { request: 'unknown ids, one in a call', connections: 100, perSecond: 10 },
    counters: async (stage) => [await breakers(stage)],
  }),
  slow: besideWork({
    name: 'slow',
    title: '200 lookups at a time at a source that takes 300 ms',
    work: { request: 'slow lookups', connections: 200 },
    stage: { slowMs: 300, kinds: slowKinds },
  }),
  slower: besideWork({
    name: 'slower',
    title: '200 lookups at a time at a source that takes 1 s',
    work: { request: 'slow lookups', connections: 200 },
    stage: { slowMs: 1_000, kinds: slowKinds },
  }),
  keys: besideWork({
    name: 'keys',
    title: 'a filter of 90,000 unknown keys, on one connection',
    work: { request: 'unknown keys', connections: 1 },
    counters: async (stage) => [await peak(stage)],
  }),
  introspection: besideWork({
    name: 'introspection',
    title: '100 aliases of __schema over 100 of types with their fields, on one connection',
    work: { request: 'introspection', connections: 1 },
    counters: async (stage) => [await peak(stage)],
  }),
  heavyPages: besideWork({
    name: 'heavy-pages',
    title: 'pages of 500 of a source that takes 1 s, on 60 connections; a heap of 256 MB',
    work: { request: 'heavy pages', connections: 60 },
    stage: { slowMs: 1_000, heap: 256 },
  }),
} satisfies Record<string, Scenario>;
