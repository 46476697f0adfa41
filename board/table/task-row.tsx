import { now } from '../data/clock.ts';
import type { KnownTask } from '../data/known-task.ts';
import { setOpen } from '../data/view.ts';
import { Details } from '../details/details.tsx';
import { Chevron, StatusIcon } from '../frame/icons.tsx';
import { statusMeaning, statusText } from '../words/labels.ts';
import { momentText, wholeMomentText } from '../words/time.ts';
import { Estimate } from './estimate.tsx';
import { Progress } from './progress.tsx';
import { tookText } from './took.ts';

interface TaskRowOptions {
  readonly task: KnownTask;
  /** Its number in the whole table, the head counted. */
  readonly number: number;
  readonly isOpen: boolean;
}

/** A task, and its details while it is open. */
export function TaskRow({ task, number, isOpen }: TaskRowOptions) {
  const toggle = (): void => setOpen(isOpen ? null : task.id);
  const { createdAt, operation, status, taskId, source } = task;
  return (
    <>
      <div
        class={isOpen ? 'row task open' : 'row task'}
        role="row"
        aria-rowindex={number}
        // The button within does the same for the keyboard.
        onClick={(event) => {
          if (!isSelecting() && !(event.target instanceof HTMLButtonElement)) toggle();
        }}
      >
        <span role="cell" class={`cell status of-${status}`} title={statusMeaning(status)}>
          <StatusIcon status={status} /> {statusText(status)}
        </span>
        <span role="cell" class="cell operation">
          <button
            type="button"
            class="opener"
            aria-expanded={isOpen}
            aria-label={`${operation ?? 'Task'} ${taskId}`}
            onClick={toggle}
          >
            <Chevron />
            {operation ?? '–'}
          </button>
        </span>
        <span role="cell" class="cell id">
          <code title={taskId}>{taskId}</code>
        </span>
        <span role="cell" class="cell source">
          {source.key}
        </span>
        <span role="cell" class="cell progress-cell">
          <Progress task={task} />
        </span>
        <span role="cell" class="cell started">
          {createdAt === null ? (
            <span class="nothing">–</span>
          ) : (
            <time dateTime={createdAt} title={wholeMomentText(Date.parse(createdAt))}>
              {momentText(Date.parse(createdAt), now.value)}
            </time>
          )}
        </span>
        <span role="cell" class="cell took">
          {tookText(task, now.value) ?? <span class="nothing">–</span>}
        </span>
        <span role="cell" class="cell estimate">
          <Estimate task={task} />
        </span>
      </div>
      {isOpen && (
        <div class="row details-row" role="row">
          <div role="cell" aria-colspan={8}>
            <Details key={task.id} task={task} />
          </div>
        </div>
      )}
    </>
  );
}

/** Whether a person is marking text, to copy an id. */
const isSelecting = (): boolean => (getSelection()?.toString() ?? '') !== '';
