import { illnesses } from '../data/sources.ts';
import { setFilter, view } from '../data/view.ts';
import { IllIcon } from '../frame/icons.tsx';
import { countText, providerText } from '../words/labels.ts';
import { measures, type PlacedLane } from './layout.ts';

/** The names of the lanes. Pressing one shows its source alone, and pressing it again all. */
export const LaneLabels = ({ lanes, height }: { readonly lanes: readonly PlacedLane[]; readonly height: number }) => (
  <ul class="lane-labels" style={{ height: `${height}px`, paddingTop: `${measures.axis}px` }}>
    {lanes.map((lane) => (
      <LaneLabel key={lane.source.key} lane={lane} />
    ))}
  </ul>
);

function LaneLabel({ lane: { source, height, bars } }: { readonly lane: PlacedLane }) {
  const illness = illnesses.value.get(source.key);
  const chosen = view.value.filter.sources;
  const isAlone = chosen.length === 1 && chosen[0] === source.key;
  const place = [providerText(source.provider), source.region].filter((word) => word !== null).join(' · ');
  const note = !source.canList && bars.length === 0 ? `${place} · no list` : place;
  const running = bars.filter(({ task }) => task.status === 'RUNNING').length;
  return (
    <li style={{ height: `${height}px` }}>
      <button
        type="button"
        class={illness ? 'lane-label ill' : 'lane-label'}
        aria-pressed={isAlone}
        title={illness ? `${illness.error.code}: ${illness.error.message}` : note}
        onClick={() => setFilter({ sources: isAlone ? [] : [source.key] })}
      >
        <span class="lane-name">
          {illness && <IllIcon />}
          <span>{source.key}</span>
          {running > 0 && (
            <b class="lane-running" title={`${running} running`}>
              {countText(running)}
              <span class="unseen"> running</span>
            </b>
          )}
        </span>
        <span class="lane-note">{illness ? illness.error.code : note}</span>
      </button>
    </li>
  );
}
