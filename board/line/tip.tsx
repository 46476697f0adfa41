import { now } from '../data/clock.ts';
import { StatusIcon } from '../frame/icons.tsx';
import { statusText } from '../words/labels.ts';
import { momentText } from '../words/time.ts';
import { tookText } from '../table/took.ts';
import type { Bar } from './lanes.ts';

interface BarTipOptions {
  readonly bar: Bar;
  readonly left: number;
  readonly top: number;
  /** Of the whole line. */
  readonly width: number;
}

/** What the bar under the pointer is. */
export function BarTip({ bar: { task }, left, top, width }: BarTipOptions) {
  const isRight = left > width / 2;
  const side = isRight ? { right: `${width - left + 8}px` } : { left: `${left + 8}px` };
  const style = { top: `${top + 14}px`, ...side };
  const took = tookText(task, now.value);
  return (
    <div class="tip" style={style} aria-hidden="true">
      <strong>
        <StatusIcon status={task.status} /> {task.operation ?? 'Task'}
      </strong>
      <code>{task.taskId}</code>
      <span>
        {statusText(task.status)}
        {task.createdAt !== null && ` · ${momentText(Date.parse(task.createdAt), now.value)}`}
        {took !== null && ` · ${took}`}
      </span>
    </div>
  );
}
