import { useLayoutEffect, useRef } from 'preact/hooks';
import { announced, list, listedTasks, loadList, mostAnnounced, showAnnounced } from '../data/list.ts';
import { clearFilter, filter, view } from '../data/view.ts';
import { isEverything } from '../filter/filter.ts';
import { countText } from '../words/labels.ts';
import { MoreTasks } from './more-tasks.tsx';
import { OpenElsewhere } from './open-elsewhere.tsx';
import { TaskRow } from './task-row.tsx';
import { useVirtualRows } from './virtual-rows.ts';

const columns = ['Status', 'Operation', 'Task', 'Source', 'Progress', 'Started', 'Took', 'Estimate'];

/** The table of tasks. */
export function TaskTable() {
  const { value } = list;
  return (
    <section class="panel tasks" aria-labelledby="tasks-title" aria-busy={value.at === 'loading'}>
      <header class="panel-head">
        <h2 id="tasks-title">Tasks</h2>
        <span class="range">
          {value.at === 'ready' && sizeText(listedTasks.value.length, value.total, value.next !== null)}
        </span>
        <Announcement />
      </header>
      {value.at === 'ready' &&
        value.failed.map((text) => (
          <p class="notice" key={text}>
            {text}
          </p>
        ))}
      <OpenElsewhere />
      {value.at === 'loading' && <Placeholder />}
      {value.at === 'failed' && (
        <div class="empty" role="alert">
          <p>{value.message}</p>
          <button type="button" class="strong" onClick={() => void loadList(filter.value)}>
            Try again
          </button>
        </div>
      )}
      {value.at === 'ready' && (listedTasks.value.length > 0 ? <Rows /> : <Nothing />)}
      {value.at === 'ready' && <MoreTasks />}
    </section>
  );
}

function sizeText(listed: number, total: number | null, hasMore: boolean): string {
  if (total !== null && total > listed) return `${countText(listed)} of ${countText(total)}`;
  return hasMore ? `${countText(listed)} loaded` : countText(listed);
}

/** Says that there are new tasks; they come in when it is pressed. */
const Announcement = () => (
  <span class="announcement" role="status">
    {announced.value.length > 0 && (
      <button
        type="button"
        class="strong"
        onClick={() => {
          showAnnounced();
          scrollTo({ top: 0 });
        }}
      >
        {countText(announced.value.length)}
        {announced.value.length >= mostAnnounced && '+'} new
      </button>
    )}
  </span>
);

const Placeholder = () => (
  <div class="placeholder" role="status">
    <span class="unseen">The tasks are being loaded.</span>
    {Array.from({ length: 8 }, (_, index) => (
      <i key={index} />
    ))}
  </div>
);

const Nothing = () => (
  <div class="empty">
    <p>There are no such tasks.</p>
    {!isEverything(filter.value) && (
      <button type="button" class="strong" onClick={clearFilter}>
        Show all
      </button>
    )}
  </div>
);

function Rows() {
  const body = useRef<HTMLDivElement>(null);
  const tasks = listedTasks.value;
  const keys = tasks.map(({ id }) => id);
  const rows = useVirtualRows({ container: body, keys, rowHeight: matchMedia('(width < 760px)').matches ? 92 : 41 });
  const { open } = view.value;
  useLayoutEffect(() => {
    const index = open === null ? -1 : keys.indexOf(open);
    const isShown = rows.getVirtualItems().some((item) => item.index === index);
    if (index >= 0 && !isShown) rows.scrollToIndex(index, { align: 'center' });
  }, [open]);
  return (
    <div class="table" role="table" aria-labelledby="tasks-title" aria-rowcount={tasks.length + 1}>
      <div role="rowgroup" class="table-head">
        <div class="row head" role="row" aria-rowindex={1}>
          {columns.map((name) => (
            <span class="cell" role="columnheader" key={name}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="body" ref={body} style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const task = tasks[index];
          return (
            task && (
              <div
                class="place"
                role="presentation"
                key={key}
                data-index={index}
                ref={(element: HTMLElement | null) => rows.measureElement(element)}
                style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
              >
                <TaskRow task={task} number={index + 2} isOpen={task.id === open} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
