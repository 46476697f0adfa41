import { useState } from 'react';
import { useQuery } from 'urql';
import { Failure } from './failure.tsx';
import { MissingSources } from './missing-sources.tsx';
import { More } from './more.tsx';
import type { Status } from './statuses.ts';
import { TaskRows } from './task-rows.tsx';
import { TaskTable } from './task-table.tsx';
import { timelineQuery } from './timeline-query.ts';

interface TimelineProps {
  /** None means all. */
  readonly statuses: readonly Status[];
}

/** The tasks of all sources, page after page. Each page is a query of its own, known by the place where it starts. */
export function Timeline({ statuses }: TimelineProps) {
  const [places, setPlaces] = useState<readonly (string | null)[]>([null]);
  const [{ data, error, fetching, stale }, ask] = useQuery(timelineQuery(statuses, places.at(-1) ?? null));
  const askAgain = () => ask({ requestPolicy: 'network-only' });
  const isBusy = fetching || stale;
  const last = data?.batchTasks;
  return (
    <section aria-label="Timeline" aria-busy={isBusy}>
      {last && <MissingSources outcomes={last.sources} isBusy={isBusy} onRetry={askAgain} />}
      <TaskTable>
        {places.map((place) => (
          <TaskRows key={place} statuses={statuses} after={place} />
        ))}
      </TaskTable>
      {error && !isBusy && <Failure error={error} onRetry={askAgain} />}
      {last && (
        <More
          hasMore={last.pageInfo.hasNextPage}
          isEmpty={places.length === 1 && last.nodes.length === 0}
          isBusy={isBusy}
          onMore={() => setPlaces([...places, last.pageInfo.endCursor])}
        />
      )}
    </section>
  );
}
