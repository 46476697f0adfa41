import { now } from '../data/clock.ts';
import type { KnownTask } from '../data/known-task.ts';
import { StalledIcon } from '../frame/icons.tsx';
import { durationText, momentText, wholeMomentText } from '../words/time.ts';

/** When a task should finish, or since when it stands still. */
export function Estimate({ task: { estimatedFinishAt, stalledSince } }: { readonly task: KnownTask }) {
  if (stalledSince !== null) {
    const since = Date.parse(stalledSince);
    return (
      <span class="stalled" title={`Nothing has moved since ${wholeMomentText(since)}`}>
        <StalledIcon /> stalled {durationText(now.value - since)}
      </span>
    );
  }
  if (estimatedFinishAt === null) return <span class="nothing">–</span>;
  const finish = Date.parse(estimatedFinishAt);
  const left = finish - now.value;
  return (
    <span title={wholeMomentText(finish)}>
      {left > 0 ? `in ${durationText(left)}` : 'any moment'} <span class="faint">{momentText(finish, now.value)}</span>
    </span>
  );
}
