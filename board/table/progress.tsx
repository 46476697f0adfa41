import type { KnownTask } from '../data/known-task.ts';
import { countText } from '../words/labels.ts';

/** How far a task is: a bar, and its counts. */
export function Progress({ task: { progress, status, counts } }: { readonly task: KnownTask }) {
  const text = countsText(counts);
  if (progress === null && text === '') return <span class="nothing">–</span>;
  const share = Math.round((progress ?? 0) * 100);
  return (
    <span class="progress">
      {progress !== null && (
        <progress class={`of-${status}`} max={100} value={share} aria-label={`${share} %`}>
          {share} %
        </progress>
      )}
      <span class="counts">{text === '' ? `${share} %` : text}</span>
    </span>
  );
}

/** `1,204 / 3,000 · 12 failed`; empty where nothing is told. */
function countsText({ total, succeeded, failed, skipped }: KnownTask['counts']): string {
  const done = (succeeded ?? 0) + (failed ?? 0) + (skipped ?? 0);
  const isTold = succeeded !== null || failed !== null;
  const parts = [
    total !== null && isTold ? `${countText(done)} / ${countText(total)}` : total !== null ? countText(total) : '',
    total === null && isTold ? `${countText(done)} done` : '',
    failed ? `${countText(failed)} failed` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
