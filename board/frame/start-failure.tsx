import { failure } from './failure.ts';
import { load } from './start.ts';

/** Says that the gateway did not answer. */
export function StartFailure() {
  if (failure.value === null) return null;
  return (
    <div class="faults" role="alert">
      <p>{failure.value}</p>
      <button type="button" class="quiet" onClick={() => void load()}>
        Try again
      </button>
    </div>
  );
}
