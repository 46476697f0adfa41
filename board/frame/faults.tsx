import { dropFaults, faults } from '../data/view.ts';

/** What the URL asks for and cannot have; all else in it holds. */
export function Faults() {
  if (faults.value.length === 0) return null;
  return (
    <div class="faults" role="alert">
      <ul>
        {faults.value.map(({ name, value, message }) => (
          <li key={`${name} ${value}`}>
            <code>{name}</code> {message}
          </li>
        ))}
      </ul>
      <p class="faint">The rest of the filter holds.</p>
      <button type="button" class="quiet" onClick={dropFaults}>
        Dismiss
      </button>
    </div>
  );
}
