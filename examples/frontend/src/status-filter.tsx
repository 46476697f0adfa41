import { type Status, statuses, statusTitles } from './statuses.ts';

interface StatusFilterProps {
  /** None means all. */
  readonly chosen: readonly Status[];
  readonly onChoose: (chosen: readonly Status[]) => void;
}

/** Chooses which statuses to show. */
export function StatusFilter({ chosen, onChoose }: StatusFilterProps) {
  const toggle = (status: Status) =>
    onChoose(statuses.filter((one) => (one === status ? !chosen.includes(one) : chosen.includes(one))));
  return (
    <fieldset className="filter">
      <legend>Status</legend>
      {statuses.map((status) => (
        <label key={status} className="chip">
          <input type="checkbox" checked={chosen.includes(status)} onChange={() => toggle(status)} />
          {statusTitles[status]}
        </label>
      ))}
      <button type="button" className="plain" disabled={chosen.length === 0} onClick={() => onChoose([])}>
        Show all
      </button>
    </fieldset>
  );
}
