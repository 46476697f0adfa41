import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { askText } from '../data/ask.ts';
import type { KnownTask } from '../data/known-task.ts';
import { countText, labelOf } from '../words/labels.ts';
import { nextItemsDocument } from './details-query.ts';
import { shownText } from './shown-text.tsx';
import { isObject, type ItemsPage, pageOf, textOf, type Value, type Values } from './items.ts';
import type { ConnectionField, Field } from './task-types.ts';

interface ItemsOptions {
  readonly task: KnownTask;
  /** The connection that the items are of. */
  readonly field: ConnectionField;
  readonly first: ItemsPage;
  /** What can be done with the items. */
  readonly tools?: (nodes: readonly Values[]) => ComponentChildren;
}

/** The items of a task, page by page: its failures, its domains, its sub-tasks. */
export function Items({ task, field, first, tools }: ItemsOptions) {
  const page = useSignal(first);
  const failure = useSignal<string | null>(null);
  const isLoading = useSignal(false);
  useEffect(() => {
    // The first page may have changed while the task runs; what was loaded beyond it stays.
    if (page.value.nodes.length <= first.nodes.length) page.value = first;
  }, [first]);
  const { nodes, totalCount, pageInfo } = page.value;
  const told = wordsLast(field.fields).filter(({ name }) => nodes.some((node) => textOf(node[name]) !== ''));
  const more = async (): Promise<void> => {
    isLoading.value = true;
    try {
      page.value = await nextPage(task, field, page.value);
      failure.value = null;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    } finally {
      isLoading.value = false;
    }
  };
  const title = labelOf(field.name);
  return (
    <section class="items" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span class="faint">
          {totalCount === null ? countText(nodes.length) : `${countText(nodes.length)} of ${countText(totalCount)}`}
        </span>
        {tools?.(nodes)}
      </header>
      <div class="scroll" role="region" tabIndex={0} aria-label={`${title}, a table`}>
        <table>
          <thead>
            <tr>
              {told.map(({ name, description }) => (
                <th key={name} scope="col" title={description}>
                  {labelOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {nodes.map((node, index) => (
              <tr key={index}>
                {told.map((column) => (
                  <td key={column.name}>{shownText(column, node[column.name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {failure.value !== null && (
        <p class="notice" role="alert">
          {failure.value}
        </p>
      )}
      {pageInfo.hasNextPage && (
        <button type="button" class="quiet" disabled={isLoading.value} onClick={() => void more()}>
          {isLoading.value ? 'Loading…' : 'Load more'}
        </button>
      )}
    </section>
  );
}

const isLong = ({ name }: Field): boolean => /message|reason|remark|records/i.test(name);

/** Fields with the long texts last. */
const wordsLast = (fields: readonly Field[]): Field[] => [
  ...fields.filter((field) => !isLong(field)),
  ...fields.filter(isLong),
];

async function nextPage(task: KnownTask, field: ConnectionField, page: ItemsPage): Promise<ItemsPage> {
  const variables = { id: task.id, after: page.pageInfo.endCursor ?? '' };
  const { data, failed } = await askText(nextItemsDocument(task.__typename, field), variables);
  const { node } = data as { node?: Value };
  const next = isObject(node) ? pageOf(node[field.name]) : null;
  if (!next) throw new Error(failed[0]?.message ?? 'The provider no longer has these items.');
  return { ...next, nodes: [...page.nodes, ...next.nodes] };
}
