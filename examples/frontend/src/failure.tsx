import type { CombinedError } from 'urql';

interface FailureProps {
  readonly error: CombinedError;
  readonly onRetry: () => void;
}

/** Why a page could not be had at all. */
export function Failure({ error, onRetry }: FailureProps) {
  return (
    <div className="banner failure" role="alert">
      <p>{error.graphQLErrors[0]?.message ?? 'Taskline cannot be reached.'}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
