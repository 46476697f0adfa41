import { sandboxSources } from '../src/sandbox/sources.ts';

/** How many sources the gateway of T300 has. */
const many = 300;

/** The regions of ECS that have tasks in the sandbox. */
const regions = sandboxSources('').flatMap(({ provider, region }) =>
  provider === 'ALIYUN_ECS' && region !== undefined ? [region] : [],
);

/** The regions that the 300 sources of ECS name, by turns. */
export const wideRegions: readonly string[] = Array.from(
  { length: many },
  (_, index) => regions[index % regions.length] as string,
);

/** Sources of ECS over a sandbox. */
export const wideSources = (endpoint: string) =>
  wideRegions.map((region, index) => ({
    key: `ecs-${String(index).padStart(3, '0')}`,
    provider: 'ALIYUN_ECS',
    region,
    endpoint,
    credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
  }));
