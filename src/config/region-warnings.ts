import { providerModules } from '../providers/modules.ts';
import { knownRegions } from './known-regions.ts';
import { nearest } from './nearest.ts';
import type { SourceEntry } from './source.ts';
import type { Fault } from './substitute.ts';

/** The regions of an entry that are not known, each with its path. */
function warnings({ provider, region, regions = [], endpoint }: SourceEntry, index: number): Fault[] {
  const cloud = providerModules[provider].cloud.name;
  const known = knownRegions.get(cloud) ?? [];
  // A source with an address of its own does not need the region to find one.
  if (endpoint !== undefined || known.length === 0) return [];
  const one = region === undefined ? [] : [{ name: region, path: ['sources', index, 'region'] }];
  const many = regions.map((name, position) => ({ name, path: ['sources', index, 'regions', position] }));
  return [...one, ...many]
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => ({
      path,
      message: `${name} is no known region of ${cloud}; the nearest is ${nearest(name, known)}`,
    }));
}

/** What is odd about the sources' regions. Clouds open new ones, so that an unknown region is used nevertheless. */
export const regionWarnings = (entries: readonly SourceEntry[]): readonly Fault[] => entries.flatMap(warnings);
