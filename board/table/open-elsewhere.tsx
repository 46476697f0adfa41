import { useEffect } from 'preact/hooks';
import { knownTasks } from '../data/known-tasks.ts';
import { listedTasks } from '../data/list.ts';
import { refresh } from '../data/numbers.ts';
import { setOpen, view } from '../data/view.ts';
import { TaskRow } from './task-row.tsx';
import { useSignal } from '@preact/signals';

/** The open task where the list does not have it: one of the line's, or one that a link names. */
export function OpenElsewhere() {
  const { open } = view.value;
  const task = open === null ? undefined : knownTasks.value.get(open);
  const isListed = listedTasks.value.some(({ id }) => id === open);
  const failure = useSignal<string | null>(null);
  useEffect(() => {
    failure.value = null;
    if (open === null || task) return;
    refresh([open]).then(
      () => (failure.value = knownTasks.peek().has(open) ? null : 'There is no task with the id of this link.'),
      (error: unknown) => (failure.value = error instanceof Error ? error.message : String(error)),
    );
  }, [open]);
  if (open === null || isListed) return null;
  if (!task)
    return (
      failure.value !== null && (
        <p class="notice" role="alert">
          {failure.value}{' '}
          <button type="button" class="quiet" onClick={() => setOpen(null)}>
            Dismiss
          </button>
        </p>
      )
    );
  return (
    <div class="table elsewhere" role="table" aria-label="The open task">
      <div role="rowgroup">
        <TaskRow task={task} number={1} isOpen />
      </div>
    </div>
  );
}
