import { knownId } from './cloud-answers.ts';
import { quickSources, slowSource } from './sources.ts';
import type { Body } from './requests.ts';

/** A kind of request that caller B sends all the time. */
export const kinds = ['pages', 'lookups', 'health', 'slow lookups'] as const;

/** One of the kinds. */
export type Kind = (typeof kinds)[number];

/** A request of caller B; without a body it is for `/health`. */
export interface UsualRequest {
  readonly kind: Kind;
  readonly body: Body | null;
}

const pageOf = ({ key, list }: (typeof quickSources)[number]): Body => ({
  query: `{ ${list}(source: "${key}", first: 20) { nodes { id operation status createdAt progress } pageInfo { endCursor } } }`,
});

const lookupAt = (source: string, taskId: string): Body => ({
  query: `query ($source: String!, $taskId: String!) { batchTask(source: $source, taskId: $taskId) { status operation } }`,
  variables: { source, taskId },
});

/** What caller B sends at once, with each number: a page and a task of each quick source, `/health`, and a slow task. */
export function usualRequests(number: number, chosen: readonly Kind[]): readonly UsualRequest[] {
  const taskId = knownId(`b${number}`);
  const all: UsualRequest[] = [
    { kind: 'health', body: null },
    ...quickSources.map((source): UsualRequest => ({ kind: 'pages', body: pageOf(source) })),
    ...quickSources.map(({ key }): UsualRequest => ({ kind: 'lookups', body: lookupAt(key, taskId) })),
    { kind: 'slow lookups', body: lookupAt(slowSource, taskId) },
  ];
  return all.filter(({ kind }) => chosen.includes(kind));
}
