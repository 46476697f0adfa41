import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { askText } from '../data/ask.ts';
import type { KnownTask } from '../data/known-task.ts';
import { DetailLinks } from './detail-links.tsx';
import { detailsDocument, detailsQuery, failuresField } from './details-query.ts';
import { Facts } from './facts.tsx';
import { FailureTools } from './failure-tools.tsx';
import { Items } from './items.tsx';
import { isObject, pageOf, type Value, type Values } from './items.ts';
import { type Field, taskTypes } from './task-types.ts';

type Reading =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly message: string }
  | { readonly at: 'ready'; readonly values: Values; readonly failed: readonly string[] };

/** All that a task tells: its facts, those of its provider, its items, and what failed. */
export function Details({ task }: { readonly task: KnownTask }) {
  const fields = taskTypes.types[task.__typename] ?? [];
  const query = useMemo(() => detailsQuery(task, fields), [task.id]);
  const reading = useSignal<Reading>({ at: 'loading' });
  useEffect(() => {
    const stopped = new AbortController();
    readDetails(task, fields, stopped.signal).then(
      (read) => (reading.value = read),
      (error: unknown) => {
        if (stopped.signal.aborted) return;
        reading.value = { at: 'failed', message: error instanceof Error ? error.message : String(error) };
      },
    );
    return () => stopped.abort();
    // Again whenever the task has changed: what is known of a task is the same object until then.
  }, [task]);
  const { value } = reading;
  return (
    <div class="details" aria-busy={value.at === 'loading'}>
      <DetailLinks task={task} query={query} />
      {value.at === 'loading' && (
        <p class="faint" role="status">
          Loading…
        </p>
      )}
      {value.at === 'failed' && (
        <p class="notice" role="alert">
          {value.message}
        </p>
      )}
      {value.at === 'ready' && <Read task={task} values={value.values} fields={fields} failed={value.failed} />}
    </div>
  );
}

async function readDetails(task: KnownTask, fields: readonly Field[], signal: AbortSignal): Promise<Reading> {
  const { data, failed } = await askText(detailsDocument(task.__typename, fields), { id: task.id }, signal);
  const { node } = data as { node?: Value };
  const messages = failed.map(({ message }) => message);
  if (isObject(node)) return { at: 'ready', values: node, failed: messages };
  return { at: 'failed', message: messages[0] ?? 'The provider no longer has this task.' };
}

interface ReadOptions {
  readonly task: KnownTask;
  readonly values: Values;
  readonly fields: readonly Field[];
  readonly failed: readonly string[];
}

function Read({ task, values, fields, failed }: ReadOptions) {
  const failures = pageOf(values.failures);
  const connections = fields.filter((field) => field.kind === 'connection');
  return (
    <>
      {[...new Set(failed)].map((message) => (
        <p class="notice" role="alert" key={message}>
          {message}
        </p>
      ))}
      {typeof values.failureReason === 'string' && <p class="reason">{values.failureReason}</p>}
      <Facts values={values} fields={fields} />
      {connections.map((field) => {
        const page = pageOf(values[field.name]);
        return page && page.nodes.length > 0 && <Items key={field.name} task={task} field={field} first={page} />;
      })}
      {failures && failures.nodes.length > 0 && (
        <Items
          task={task}
          field={failuresField}
          first={failures}
          tools={(nodes) => <FailureTools task={task} failures={nodes} />}
        />
      )}
    </>
  );
}
