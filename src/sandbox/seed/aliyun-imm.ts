import { newestFirst, type Listed } from '../listing.ts';
import { standing, type Progress } from '../progress.ts';
import { madeOnce } from './made-once.ts';
import { hexDigits, Random } from './random.ts';
import { creationTimes } from './times.ts';

/** A batch of IMM. */
export interface ImmBatch extends Listed {
  readonly updatedAt: number;
  readonly state: string;
  readonly phase: string;
  readonly submitted: Progress;
  readonly failed: number;
  readonly skipped: number;
  /** Empty where nothing went wrong. */
  readonly error: string;
  readonly tags: Readonly<Record<string, string | number>>;
  readonly prefix: string;
  readonly action: string;
  readonly parameters: readonly string[];
}

/** The projects that there are; all batches are in the first. */
export const immProjects = ['test-project', 'empty-project'] as const;

const count = 350;
const states = ['Succeeded', 'Succeeded', 'Succeeded', 'Failed', 'Running', 'Suspended', 'Ready'] as const;
const actions = [
  ['doc/convert', 'pages=3'],
  ['image/blindwatermark', 'content=taskline'],
  ['video/convert', 'format=mp4'],
] as const;

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-listbatches */
export const documented: ImmBatch = {
  id: 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****',
  createdAt: Date.UTC(2020, 10, 10, 3, 50, 28),
  updatedAt: Date.UTC(2021, 11, 18, 7, 40, 29),
  state: 'Succeeded',
  phase: 'IncrementalScanning',
  submitted: standing(10),
  failed: 1,
  skipped: 0,
  error: 'api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound',
  tags: { test: 'test', test2: 1 },
  prefix: 'test-object',
  action: 'doc/convert',
  parameters: ['pages=3'],
};

type Counts = Pick<ImmBatch, 'submitted' | 'failed' | 'skipped'>;

function countsOf(random: Random, state: string): Counts {
  const total = random.integer(5, 20_000);
  if (state === 'Ready') return { submitted: standing(0), failed: 0, skipped: 0 };
  if (state === 'Failed') return { submitted: standing(random.chance(0.5) ? 0 : 3), failed: total, skipped: 0 };
  const failed = random.chance(0.3) ? random.integer(1, Math.ceil(total / 10)) : 0;
  const skipped = random.chance(0.4) ? random.integer(1, 50) : 0;
  if (state === 'Succeeded') return { submitted: standing(total), failed, skipped };
  const atStart = Math.floor(total / 3);
  const submitted = { atStart, goal: total, rate: state === 'Running' ? random.integer(1, 5) : 0 };
  return { submitted, failed, skipped };
}

function createBatch(random: Random, createdAt: number, state: string): ImmBatch {
  const [action, parameter] = random.pick(actions);
  const counts = countsOf(random, state);
  const id = [8, 4, 4, 4, 12].map((length) => random.text(hexDigits, length)).join('-');
  return {
    id: `${random.chance(0.2) ? 'trigger' : 'batch'}-${id}`,
    createdAt,
    updatedAt: createdAt + random.integer(0, 200_000) * 1000,
    state,
    phase: state === 'Ready' ? '' : random.pick(['FullScanning', 'IncrementalScanning']),
    ...counts,
    error: state === 'Failed' ? 'api returns error: SDKError: StatusCode: 403 Code: AccessDenied' : '',
    tags: { team: random.pick(['media', 'search', 'archive']), priority: random.integer(1, 3) },
    prefix: `uploads/${random.integer(1, 40)}/`,
    action,
    parameters: [parameter],
  };
}

/** A project's batches, newest first; one has a state that no page documents. */
export const immBatches = madeOnce((project: string): readonly ImmBatch[] => {
  if (project !== 'test-project') return [];
  const random = new Random(21);
  const times = creationTimes(random, count - 1, 20_000);
  const batches = times.map((createdAt, index) =>
    createBatch(random, createdAt, index === 77 ? 'Archiving' : random.pick(states)),
  );
  return newestFirst([...batches, documented]);
});

/** A batch that is under way. */
export const immBatchUnderWay = (random: Random, createdAt: number): ImmBatch => ({
  ...createBatch(random, createdAt, 'Running'),
  updatedAt: createdAt,
});
