interface MoreProps {
  readonly hasMore: boolean;
  /** Whether nothing has been found until now. */
  readonly isEmpty: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
}

/** What stands below the tasks: the way on, or that there is none. */
export function More({ hasMore, isEmpty, isBusy, onMore }: MoreProps) {
  const ending = isEmpty ? 'There are no such tasks.' : 'That is all.';
  return (
    <footer className="more">
      <p role="status">{isBusy ? 'Loading…' : hasMore ? '' : ending}</p>
      {hasMore && (
        // Not `disabled`, which would take the focus away.
        <button type="button" aria-disabled={isBusy} onClick={isBusy ? undefined : onMore}>
          Load more
        </button>
      )}
    </footer>
  );
}
