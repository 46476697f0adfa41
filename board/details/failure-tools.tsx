import { useSignal } from '@preact/signals';
import { authorization, key } from '../data/access.ts';
import type { KnownTask } from '../data/known-task.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { textOf, type Values } from './items.ts';

interface FailureToolsOptions {
  readonly task: KnownTask;
  readonly failures: readonly Values[];
}

/** One failure a line, its columns parted by tabs: spreadsheets take it. */
const asLines = (failures: readonly Values[]): string =>
  failures.map(({ item, code, message }) => [item, code, message].map(oneLine).join('\t')).join('\n');

const oneLine = (value: Values[string] | undefined): string => textOf(value).replaceAll(/\s+/g, ' ');

/** Copies the failures that are shown, and downloads all of them. */
export function FailureTools({ task, failures }: FailureToolsOptions) {
  const failure = useSignal<string | null>(null);
  const address = `/tasks/${encodeURIComponent(task.id)}/failures.csv`;
  const download = (event: MouseEvent): void => {
    // A link carries no key, so that the file is fetched with it and handed over.
    if (key.value === null) return;
    event.preventDefault();
    fetchFile(address, `failures-${task.taskId}.csv`).then(
      () => (failure.value = null),
      (error: unknown) => (failure.value = error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <span class="tools">
      <CopyButton label="Copy" text={() => asLines(failures)} />
      <a href={address} download={`failures-${task.taskId}.csv`} onClick={download}>
        All as CSV
      </a>
      {failure.value !== null && (
        <span class="notice" role="alert">
          {failure.value}
        </span>
      )}
    </span>
  );
}

async function fetchFile(address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: authorization() });
  if (!response.ok) throw new Error(`The file cannot be had: status ${response.status}.`);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
