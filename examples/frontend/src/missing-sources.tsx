import type { SourceOutcomeFragment } from './gql/graphql.ts';

interface MissingSourcesProps {
  readonly outcomes: readonly SourceOutcomeFragment[];
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

/** Names the sources whose tasks are missing; nothing where all could be read. */
export function MissingSources({ outcomes, isBusy, onRetry }: MissingSourcesProps) {
  const missing = outcomes.flatMap(({ source: { key }, error }) => (error ? [{ key, error }] : []));
  if (missing.length === 0) return null;
  return (
    <div className="banner missing" role="alert">
      <div>
        <p>Some tasks are missing: not every source could be read.</p>
        <ul>
          {missing.map(({ key, error }) => (
            <li key={key}>
              {/* Most messages begin with the key. */}
              <strong>{key}</strong>: {error.message.replace(`${key}: `, '')} <code>{error.code}</code>
            </li>
          ))}
        </ul>
      </div>
      {missing.some(({ error }) => error.retryable) && (
        <button type="button" aria-disabled={isBusy} onClick={isBusy ? undefined : onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
