import { useState } from 'react';
import { StatusFilter } from './status-filter.tsx';
import type { Status } from './statuses.ts';
import { TasklineProvider } from './taskline-provider.tsx';
import { Timeline } from './timeline.tsx';

/** The whole page: a filter, and the tasks that pass it. */
export function App() {
  const [round, setRound] = useState(0);
  const [statuses, setStatuses] = useState<readonly Status[]>([]);
  return (
    <>
      <header className="top">
        <h1>Batch tasks</h1>
        <button type="button" onClick={() => setRound(round + 1)}>
          Refresh
        </button>
      </header>
      <main>
        <StatusFilter chosen={statuses} onChoose={setStatuses} />
        <TasklineProvider key={round}>
          <Timeline key={statuses.join()} statuses={statuses} />
        </TasklineProvider>
      </main>
    </>
  );
}
