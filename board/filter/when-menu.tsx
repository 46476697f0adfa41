import { setFilter, view } from '../data/view.ts';
import { everything, type SpanWord, spans, type When } from './filter.ts';
import { Menu } from './menu.tsx';
import { momentText } from '../words/time.ts';
import { now } from '../data/clock.ts';

const spanTitles: Readonly<Record<SpanWord, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};

const offered: readonly { readonly title: string; readonly when: When }[] = [
  { title: 'Any time', when: everything.when },
  { title: 'Today', when: { kind: 'today' } },
  ...(Object.keys(spans) as SpanWord[]).map((span) => ({
    title: spanTitles[span],
    when: { kind: 'last', span } as const,
  })),
];

const isSame = (one: When, other: When): boolean => JSON.stringify(one) === JSON.stringify(other);

function titleOf(when: When): string {
  if (when.kind === 'any') return '';
  if (when.kind !== 'between') return offered.find((each) => isSame(each.when, when))?.title ?? '';
  return `${boundText(when.from)} – ${boundText(when.to)}`;
}

const boundText = (date: string | null): string => (date === null ? '' : momentText(Date.parse(date), now.value));

/** Filters by the time when tasks were created. */
export function WhenMenu() {
  const { when } = view.value.filter;
  return (
    <Menu title="Time" chosen={titleOf(when)}>
      <fieldset>
        <legend class="unseen">Created</legend>
        {offered.map(({ title, when: choice }) => (
          <label key={title}>
            <input
              type="radio"
              name="when"
              checked={isSame(choice, when)}
              onChange={() => setFilter({ when: choice })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <Moments />
    </Menu>
  );
}

/** The two moments between which tasks were created. */
function Moments() {
  const { when } = view.value.filter;
  const bounds = when.kind === 'between' ? when : { from: null, to: null };
  const set = (change: Partial<typeof bounds>): void => {
    const next = { from: bounds.from, to: bounds.to, ...change };
    const isOpen = next.from === null && next.to === null;
    setFilter({ when: isOpen ? everything.when : { kind: 'between', ...next } });
  };
  return (
    <div class="moments">
      {(['from', 'to'] as const).map((side) => (
        <label key={side}>
          {side === 'from' ? 'From' : 'To'}
          <input
            type="datetime-local"
            value={localText(bounds[side])}
            onChange={({ currentTarget }) => set({ [side]: isoText(currentTarget.value) })}
          />
        </label>
      ))}
    </div>
  );
}

const isoText = (local: string): string | null => (local === '' ? null : new Date(local).toISOString());

/** A date as the input takes it: by the clock of this place, without a zone. */
function localText(date: string | null): string {
  if (date === null) return '';
  const moment = new Date(date);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
