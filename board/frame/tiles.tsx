import { computed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { type Count, numbers } from '../data/numbers.ts';
import { illnesses } from '../data/sources.ts';
import { setFilter, view } from '../data/view.ts';
import { everything, type Filter } from '../filter/filter.ts';
import { countText } from '../words/labels.ts';
import { IllIcon, StalledIcon, StatusIcon } from './icons.tsx';

interface Tile {
  readonly name: string;
  readonly title: string;
  readonly count: Count;
  readonly icon: ComponentChildren;
  /** What it shows when it is pressed; the rest of the filter stays. */
  readonly shows: Partial<Filter>;
}

const tiles = computed<readonly Tile[]>(() => {
  const { running, failed, stalled, ill } = numbers.value;
  return [
    {
      name: 'running',
      title: 'Running',
      count: running,
      icon: <StatusIcon status="RUNNING" />,
      shows: { statuses: ['RUNNING'], when: everything.when, stalled: false },
    },
    {
      name: 'failed',
      title: 'Failed today',
      count: failed,
      icon: <StatusIcon status="FAILED" />,
      shows: { statuses: ['FAILED', 'PARTIALLY_FAILED'], when: { kind: 'today' }, stalled: false },
    },
    {
      name: 'stalled',
      title: 'Stalled',
      count: stalled,
      icon: <StalledIcon />,
      shows: { stalled: true, statuses: [] },
    },
    {
      name: 'ill',
      title: 'Sources ill',
      count: ill,
      icon: <IllIcon />,
      shows: { sources: [...illnesses.value.keys()] },
    },
  ];
});

/** The numbers at the top; each is a filter. */
export const Tiles = () => (
  <section class="tiles" aria-label="At a glance">
    {tiles.value.map((tile) => (
      <TileButton key={tile.name} {...tile} />
    ))}
  </section>
);

const names = (part: Partial<Filter>) => Object.keys(part) as (keyof Filter)[];

function TileButton({ name, title, count: { count, isLeast }, icon, shows }: Tile) {
  const { filter } = view.value;
  const isNothing = name === 'ill' && count === 0;
  const isOn = !isNothing && names(shows).every((part) => JSON.stringify(filter[part]) === JSON.stringify(shows[part]));
  const none = Object.fromEntries(names(shows).map((part) => [part, everything[part]]));
  return (
    <button
      type="button"
      class={`tile of-${name}${count > 0 ? ' some' : ''}`}
      aria-pressed={isOn}
      disabled={isNothing}
      onClick={() => setFilter(isOn ? none : shows)}
    >
      <span class="tile-title">
        {icon} {title}
      </span>
      <strong>
        {countText(count)}
        {isLeast && count > 0 ? '+' : ''}
      </strong>
    </button>
  );
}
