import { computed } from '@preact/signals';
import { knownTasks } from '../data/known-tasks.ts';
import { sources } from '../data/sources.ts';
import { clearFilter, setFilter, view } from '../data/view.ts';
import { taskTypes } from '../details/task-types.ts';
import { StatusIcon } from '../frame/icons.tsx';
import type { BatchTaskStatus } from '../gql/graphql.ts';
import { providerText, statusText } from '../words/labels.ts';
import { Choices } from './choices.tsx';
import { isEverything } from './filter.ts';
import { IdSearch } from './id-search.tsx';
import { WhenMenu } from './when-menu.tsx';

const statusChoices = taskTypes.statuses.map(({ name }) => ({
  value: name as BatchTaskStatus,
  label: (
    <span class={`status of-${name}`}>
      <StatusIcon status={name} /> {statusText(name)}
    </span>
  ),
}));

const providerChoices = computed(() =>
  [...new Set(sources.value?.map(({ provider }) => provider))].map((value) => ({ value, label: providerText(value) })),
);

const sourceChoices = computed(() => (sources.value ?? []).map(({ key }) => ({ value: key, label: key })));

/** The operations that were met so far, and those that are chosen. */
const operationChoices = computed(() => {
  const met = Array.from(knownTasks.value.values()).flatMap(({ operation }) => operation ?? []);
  return [...new Set([...view.value.filter.operations, ...met])].sort().map((value) => ({ value, label: value }));
});

/** The filters. All of them are in the URL. */
export function FilterBar() {
  const { filter } = view.value;
  return (
    <search class="filters" aria-label="Filter tasks">
      <IdSearch />
      <Choices
        title="Status"
        choices={statusChoices}
        chosen={filter.statuses}
        choose={(statuses) => setFilter({ statuses })}
      />
      <Choices
        title="Provider"
        choices={providerChoices.value}
        chosen={filter.providers}
        choose={(providers) => setFilter({ providers })}
      />
      <Choices
        title="Source"
        choices={sourceChoices.value}
        chosen={filter.sources}
        choose={(keys) => setFilter({ sources: keys })}
      />
      <Choices
        title="Operation"
        choices={operationChoices.value}
        chosen={filter.operations}
        choose={(operations) => setFilter({ operations })}
      />
      <WhenMenu />
      {!isEverything(filter) && (
        <button type="button" class="quiet" onClick={clearFilter}>
          Clear
        </button>
      )}
    </search>
  );
}
