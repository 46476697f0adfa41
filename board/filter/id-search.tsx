import { useRef } from 'preact/hooks';
import { setFilter, view } from '../data/view.ts';
import { Cross, Glass } from '../frame/icons.tsx';

/** Looks for a task by the provider's id. */
export function IdSearch() {
  const input = useRef<HTMLInputElement>(null);
  const { taskId } = view.value.filter;
  const search = (): void => {
    const text = input.current?.value.trim() ?? '';
    setFilter({ taskId: text === '' ? null : text });
  };
  return (
    <form
      class="id-search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Glass />
      <input
        ref={input}
        type="search"
        key={taskId}
        defaultValue={taskId ?? ''}
        maxLength={256}
        placeholder="Task id"
        aria-label="Task id, as the provider writes it"
        enterkeyhint="search"
        spellcheck={false}
        autocapitalize="off"
        onChange={search}
      />
      {taskId !== null && (
        <button type="button" class="quiet" aria-label="Any task id" onClick={() => setFilter({ taskId: null })}>
          <Cross />
        </button>
      )}
    </form>
  );
}
