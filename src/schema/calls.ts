import type { Sources } from '../request/sources.ts';

/** Counts the upstream calls that a field makes by itself, for its cost; the values of arguments may be of any type. */
export type CountCalls = (sources: Sources, argumentOf: (name: string) => unknown) => number;

const calls: CountCalls = () => 1;

/** The extensions of a field that takes no arguments, and yet an upstream call for each object. */
export const takesCall = { calls } as const;

/** The extensions of a field that gives something for each source that the caller may see. */
export const listsSources = { listsSources: true } as const;
