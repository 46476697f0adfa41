import { FilterBar } from '../filter/filter-bar.tsx';
import { Line } from '../line/line.tsx';
import { TaskTable } from '../table/task-table.tsx';
import { Faults } from './faults.tsx';
import { Header } from './header.tsx';
import { IllnessList } from './illness-list.tsx';
import { KeyPrompt } from './key-prompt.tsx';
import { StartFailure } from './start-failure.tsx';
import { Tiles } from './tiles.tsx';

/** The whole page. */
export const Board = () => (
  <>
    <Header />
    <main>
      <StartFailure />
      <Faults />
      <IllnessList />
      <Tiles />
      <FilterBar />
      <Line />
      <TaskTable />
    </main>
    <KeyPrompt />
  </>
);
