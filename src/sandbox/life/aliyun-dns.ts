import type { Clock } from '../clock.ts';
import type { Listed } from '../listing.ts';
import { doneAfter, standing } from '../progress.ts';
import { dnsTasks, type DnsTask } from '../seed/aliyun-dns.ts';
import { createArrivals, type Stream } from './arrivals.ts';

const none = { zh: '', en: '' };
const locked = { zh: '域名已被锁定', en: 'The domain name is locked' };

const stream: Stream<DnsTask & Listed> = {
  seed: 510_000_000,
  firstMs: 7_000,
  everyMs: 60_000,
  sizes: [30, 200],
  create: (_random, { createdAt, total }, number) => ({
    id: String(1_000_000 + number),
    createdAt,
    type: 'RR_DEL',
    status: 0,
    total,
    succeeded: standing(0),
    failed: 0,
    reason: none,
    // Its items go on as they end: none fails before the task does.
    order: 'failures last',
  }),
  show(task, { at, succeeded, failed }) {
    const done = succeeded + failed;
    if (at !== 'broken') return { ...task, status: at === 'done' ? 1 : 0, succeeded: standing(done) };
    return { ...task, status: 2, succeeded: standing(done), failed: task.total - done, reason: locked };
  },
};

/** A seeded task after so many milliseconds: completed once all its items are dealt with. The documented one never is. */
function later(task: DnsTask, elapsed: number): DnsTask {
  const isDone = task.succeeded.rate > 0 && doneAfter(task.succeeded, elapsed) === task.succeeded.goal;
  return isDone ? { ...task, status: 1 } : task;
}

/** The tasks of the account at the time of a clock, the last first: new ones are of one type, so that the others stay the last of theirs. */
export function dnsTasksBy(clock: Clock): () => readonly DnsTask[] {
  if (clock.life === 'still') return () => dnsTasks;
  const arrivals = createArrivals(stream, clock);
  return () => {
    const [last, ...others] = dnsTasks.map((task) => later(task, clock.elapsed()));
    return [...(last ? [last] : []), ...arrivals.items(), ...others];
  };
}
