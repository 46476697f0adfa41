import type { Clock } from '../clock.ts';
import { dnspodTasks, documented, type DnspodTask } from '../seed/tencent-dnspod.ts';
import { pastOf, wholeSecond } from './past.ts';

/** The tasks of the account by a clock: those under way began when their progress says, and end when they have reached their goal. */
export function dnspodTasksBy({ life, startedAt }: Clock): readonly DnspodTask[] {
  if (life === 'still') return dnspodTasks();
  const past = pastOf(startedAt);
  return dnspodTasks().map((task) => {
    const { createdAt, succeeded } = task;
    if (task === documented) return task;
    const worksSince = wholeSecond(startedAt - (succeeded.atStart / succeeded.rate) * 1000);
    return { ...task, createdAt: succeeded.rate > 0 ? worksSince : past.created(createdAt) };
  });
}
