import { computed } from '@preact/signals';
import { now } from '../data/clock.ts';
import { list, loadMore } from '../data/list.ts';
import { momentText } from '../words/time.ts';
import { showNow, showSpan, zoomBy } from './moves.ts';
import { isFollowing, timeWindow } from './time-window.ts';
import { namedSpans } from './window.ts';

const range = computed(() => {
  const { from, to } = timeWindow.value;
  return `${momentText(from, now.value)} – ${momentText(to, now.value)}`;
});

const isSpan = (span: number): boolean => {
  const { from, to } = timeWindow.value;
  return Math.abs(to - from - span) < span / 100;
};

/** The title of the line, and the buttons that move it. */
export const LineTools = () => (
  <header class="panel-head">
    <h2 id="line-title">Timeline</h2>
    <span class="range">{range}</span>
    <p id="line-keys" class="unseen">
      Keys: H, D and W show an hour, a day and a week; N shows now; arrows move; plus and minus zoom.
    </p>
    <LoadOlder />
    <div class="segments" role="group" aria-label="Span of the line">
      {namedSpans.map(({ name, key, span }) => (
        <button
          type="button"
          key={name}
          aria-pressed={isSpan(span)}
          title={`Key: ${key}`}
          onClick={() => showSpan(span)}
        >
          {name}
        </button>
      ))}
    </div>
    <div class="segments" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" title="Key: -" onClick={() => zoomBy(1.5)}>
        −
      </button>
      <button type="button" aria-label="Zoom in" title="Key: +" onClick={() => zoomBy(1 / 1.5)}>
        +
      </button>
    </div>
    <div class="segments">
      <button type="button" aria-pressed={isFollowing} title="Key: n" onClick={showNow}>
        Now
      </button>
    </div>
  </header>
);

/** Offered where the line shows a time of which not all tasks are loaded. */
function LoadOlder() {
  const { value } = list;
  if (value.at !== 'ready' || value.next === null) return null;
  return (
    <button type="button" class="quiet" disabled={value.more.at === 'loading'} onClick={() => void loadMore()}>
      Load older
    </button>
  );
}
