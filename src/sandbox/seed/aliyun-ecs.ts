import { newestFirst, type Listed } from '../listing.ts';
import { madeOnce } from './made-once.ts';
import { lowerAlphanumeric, Random } from './random.ts';
import { creationTimes } from './times.ts';

/** A task of ECS. */
export interface EcsTask extends Listed {
  readonly action: string;
  readonly status: string;
  /** Milliseconds since 1970; null while it runs. */
  readonly finishedAt: number | null;
  readonly resourceId: string;
  readonly canCancel: boolean;
}

const actions = [
  ['ImportImage', 'm'],
  ['ExportImage', 'm'],
  ['RedeployInstance', 'i'],
  ['ModifyDiskSpec', 'd'],
  ['ArchiveSnapshot', 's'],
] as const;
const statuses = ['Finished', 'Finished', 'Finished', 'Finished', 'Finished', 'Failed', 'Processing'] as const;

/** The regions that have tasks: how many, and what their ids have in common. */
const populations: Readonly<
  Record<string, { readonly count: number; readonly prefix: string; readonly seed: number }>
> = {
  'cn-hangzhou': { count: 1040, prefix: 'bp1', seed: 11 },
  'ap-southeast-1': { count: 1010, prefix: 't4n', seed: 12 },
};

/** Regions that the sandbox knows; those without a population have no tasks. */
export const ecsRegions: readonly string[] = [
  ...Object.keys(populations),
  'cn-beijing',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-hongkong',
  'ap-northeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'eu-central-1',
  'us-east-1',
  'us-west-1',
];

/** https://www.alibabacloud.com/help/en/ecs/api-describetasks */
export const documented: EcsTask = {
  id: 't-bp1hvgwromzv32iq****',
  createdAt: Date.UTC(2020, 10, 24, 12, 50, 12),
  action: 'ImportImage',
  status: 'Finished',
  finishedAt: Date.UTC(2020, 10, 24, 12, 50, 48),
  resourceId: 'm-bp1i8huqm5u7****',
  canCancel: true,
};

function createTask(random: Random, prefix: string, createdAt: number, status: string): EcsTask {
  const [action, letter] = random.pick(actions);
  const isUnderWay = status === 'Processing' || status === 'Cancelling';
  return {
    id: `t-${prefix}${random.text(lowerAlphanumeric, 17)}`,
    createdAt,
    action,
    status,
    finishedAt: isUnderWay ? null : createdAt + random.integer(20, 5400) * 1000,
    // Few enough for some resources to have several tasks.
    resourceId: `${letter}-${prefix}resource${String(random.integer(1, 60)).padStart(4, '0')}`,
    canCancel: letter === 'm' && isUnderWay,
  };
}

/** A region's tasks, newest first; one in 300 has a status that no page documents. */
export const ecsTasks = madeOnce((region: string): readonly EcsTask[] => {
  const population = populations[region];
  if (!population) return [];
  const random = new Random(population.seed);
  const own = region === 'cn-hangzhou' ? [documented] : [];
  const times = creationTimes(random, population.count - own.length, 5400);
  const tasks = times.map((createdAt, index) =>
    createTask(random, population.prefix, createdAt, index % 300 === 150 ? 'Cancelling' : random.pick(statuses)),
  );
  return newestFirst([...tasks, ...own]);
});

/** A task of a region that is under way. */
export const ecsTaskUnderWay = (random: Random, region: string, createdAt: number): EcsTask =>
  createTask(random, populations[region]?.prefix ?? 'new', createdAt, 'Processing');
