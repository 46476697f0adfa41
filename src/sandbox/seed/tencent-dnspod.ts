import type { Listed } from '../listing.ts';
import { standing, type Progress } from '../progress.ts';
import { madeOnce } from './made-once.ts';
import { Random } from './random.ts';
import { creationTimes } from './times.ts';

/** What a batch does. */
export const jobTypes = ['domain_create', 'domain_remove', 'record_create', 'record_modify'] as const;

/** A batch task of DNSPod; the domains done come first among its details, the failed last. */
export interface DnspodTask extends Listed {
  readonly type: (typeof jobTypes)[number];
  readonly total: number;
  readonly succeeded: Progress;
  readonly failed: number;
}

const count = 60;

/** https://cloud.tencent.com/document/api/1427/56174 */
export const documented: DnspodTask = {
  id: '69',
  // 15:28:31 in China.
  createdAt: Date.UTC(2021, 3, 7, 7, 28, 31),
  type: 'record_modify',
  total: 1,
  succeeded: standing(1),
  failed: 0,
};

/** The id of a task of another account. */
export const foreignId = '68';

/** How many domains fail: in some tasks none, in some all. */
function failuresOf(random: Random, index: number, total: number): number {
  if (index % 9 === 4) return total;
  return random.chance(0.4) ? random.integer(1, Math.ceil(total / 4)) : 0;
}

function createTask(random: Random, createdAt: number, index: number): DnspodTask {
  const total = random.integer(1, 120);
  const failed = failuresOf(random, index, total);
  const goal = total - failed;
  const isRunning = index % 6 === 2 && goal > 1;
  return {
    // Every eleventh is beyond what a double holds.
    id: String((index % 11 === 3 ? 9_007_199_254_740_993_000n : 1_701_611n) - BigInt(index)),
    createdAt,
    type: random.pick(jobTypes),
    total,
    succeeded: isRunning ? { atStart: Math.floor(goal / 3), goal, rate: 0.5 } : standing(goal),
    failed,
  };
}

/** The account's batch tasks, newest first. */
export const dnspodTasks = madeOnce((): readonly DnspodTask[] => {
  const random = new Random(51);
  const times = creationTimes(random, count - 1, 50_000);
  return [...times.map((time, index) => createTask(random, time, index)), documented];
});
