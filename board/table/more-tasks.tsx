import { list, loadMore, pageSizes } from '../data/list.ts';

/** The foot of the table: the next page, or that there is none. */
export function MoreTasks() {
  const { value } = list;
  if (value.at !== 'ready' || value.ids.length === 0) return null;
  const { next, more } = value;
  if (next === null) return <p class="foot faint">That is all.</p>;
  return (
    <div class="foot">
      {more.at === 'failed' && (
        <p class="notice" role="alert">
          {more.message}
        </p>
      )}
      <button type="button" class="strong" disabled={more.at === 'loading'} onClick={() => void loadMore()}>
        {more.at === 'loading' ? 'Loading…' : `Load ${pageSizes.next} more`}
      </button>
    </div>
  );
}
