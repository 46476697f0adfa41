import { sourceKeyOf } from '../request/global-id.ts';
import type { Sources } from '../request/sources.ts';

/** What fields cost, in units of about 2 µs of CPU time; docs/clients.md has them as a table. */
export const costs = {
  field: 1,
  /** An id that is none of this gateway's: an error is made for it. */
  badId: 3,
  /** A task that is asked for by its id, along with others in one call. */
  taskInBatch: 6,
  /** A task that is asked for by its id, in a call of its own. */
  task: 30,
  /** What a list tells of finished tasks only: each of the others takes an upstream call, and they are taken to be one in ten. */
  unfinishedInList: 3,
  /** A page of one source's list, or of a list within a task. */
  page: 60,
  /** The part of one source in a page of the timeline. */
  sourceOfTimeline: 50,
} as const;

/** Gives the cost of a field without its selections; the values of arguments may be of any type yet. */
export type FieldCost = (sources: Sources, argumentOf: (name: string) => unknown) => number;

/** The extensions of a field that are read for its cost. */
export type CostExtensions = {
  readonly cost?: FieldCost | number;
  /** The cost by the arguments of the list that the field belongs to. */
  readonly costByList?: FieldCost;
  /** Whether it gives something for each source that the caller may see. */
  readonly listsSources?: boolean;
};

/** A field that takes no arguments, and yet an upstream call for each object. */
export const takesCall: CostExtensions = { cost: costs.task };

const providersOf = new WeakMap<Sources, ReadonlySet<string>>();

function hasSourceOf(sources: Sources, provider: string): boolean {
  const known = providersOf.get(sources) ?? new Set(Array.from(sources.values(), ({ name }) => name));
  providersOf.set(sources, known);
  return known.has(provider);
}

/** A field of a provider's tasks that takes an upstream call for each listed task that has not finished. */
export const takesCallUnlessFinished = (provider: string): CostExtensions => ({
  cost: (sources) => (hasSourceOf(sources, provider) ? costs.unfinishedInList : costs.field),
});

/** A field that looks up something in memory, for all its arguments. */
export const takesNoCall: CostExtensions = { cost: costs.field };

/** A field that gives something for each source that the caller may see. */
export const listsSources: CostExtensions = { listsSources: true };

const ofTask = (sources: Sources, sourceKey: unknown): number => {
  const found = typeof sourceKey === 'string' ? sources.get(sourceKey) : undefined;
  return found && found.module.maxIds === 1 ? costs.task : costs.taskInBatch;
};

function ofGlobalId(sources: Sources, id: unknown): number {
  const key = typeof id === 'string' ? sourceKeyOf(id) : null;
  return key === null ? costs.badId : ofTask(sources, key);
}

/** A task by its global id, or else by the key of its source. */
export const byEitherName: CostExtensions = {
  cost(sources, argumentOf) {
    const id = argumentOf('id') ?? null;
    return id === null ? ofTask(sources, argumentOf('source')) : ofGlobalId(sources, id);
  },
};

/** An object by its global id. */
export const byId: CostExtensions = { cost: (sources, argumentOf) => ofGlobalId(sources, argumentOf('id')) };

/** Objects by their global ids. */
export const byIds: CostExtensions = {
  cost(sources, argumentOf) {
    const ids = argumentOf('ids');
    if (!Array.isArray(ids)) return ofGlobalId(sources, ids);
    return ids.reduce<number>((sum, id) => sum + ofGlobalId(sources, id), 0);
  },
};
