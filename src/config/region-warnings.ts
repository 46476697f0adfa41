import { providerModules } from '../providers/modules.ts';
import { knownRegions } from './known-regions.ts';
import { nearest } from './nearest.ts';
import type { SourceConfig } from './source.ts';

function warning({ provider, region, endpoint }: SourceConfig, index: number): readonly string[] {
  const cloud = providerModules[provider].cloud.name;
  const known = knownRegions.get(cloud) ?? [];
  // A source with an address of its own does not need the region to find one.
  if (region === undefined || endpoint !== undefined || known.length === 0 || known.includes(region)) return [];
  return [
    `sources[${index}].region: ${region} is no known region of ${cloud}; the nearest is ${nearest(region, known)}`,
  ];
}

/** What is odd about the sources' regions. Clouds open new ones, so that an unknown region is used nevertheless. */
export const regionWarnings = (sources: readonly SourceConfig[]): readonly string[] => sources.flatMap(warning);
