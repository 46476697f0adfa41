import { GatewayError } from '../gateway-error.ts';
import type { Ledger, Stretch } from './ledger.ts';
import { missingLineOf } from '../report.ts';
import { type FailedSource, type Page, type Task, walk, type WalkOptions } from '../walk.ts';

/** Providers list a task some time after its creation: younger ones are left to the next night. */
const youngestMs = 15 * 60_000;

/** How the tasks of a stretch are read. */
export type Walking = Omit<WalkOptions, 'filter' | 'after'>;

/** Notes the tasks created since the last night, and those that earlier nights could not read; a line for what still cannot be. */
export async function walkNewStretches(ledger: Ledger, walking: Walking, now: Date): Promise<string[]> {
  await addStretch(ledger, new Date(now.getTime() - youngestMs).toISOString());
  const missing: string[] = [];
  for (const stretch of ledger.state.stretches) {
    missing.push(...(await walkStretch(ledger, walking, stretch)).map(missingLineOf));
  }
  return missing;
}

async function addStretch(ledger: Ledger, createdBefore: string): Promise<void> {
  const { until, stretches } = ledger.state;
  if (until !== null && until >= createdBefore) return;
  const stretch = { createdAfter: until, createdBefore, cursor: null };
  await ledger.keep({ until: createdBefore, stretches: [...stretches, stretch] });
}

async function walkStretch(ledger: Ledger, walking: Walking, stretch: Stretch): Promise<readonly FailedSource[]> {
  let failed: readonly FailedSource[] = [];
  for await (const page of pagesOf(stretch, walking)) {
    const pending = new Set([...ledger.state.pending, ...page.tasks.filter(mayHaveFailures).map(({ id }) => id)]);
    await ledger.keep({ pending: [...pending], stretches: withCursor(ledger, stretch, page.cursor) });
    ({ failed } = page);
  }
  if (failed.length === 0) await ledger.keep({ stretches: ledger.state.stretches.filter(isOther(stretch)) });
  return failed;
}

/** The pages from a stretch's cursor on; from its start where the cursor is good no more: its key or a provider's token in it has gone. */
async function* pagesOf(stretch: Stretch, walking: Walking): AsyncGenerator<Page> {
  const { createdAfter, createdBefore, cursor } = stretch;
  const options = { ...walking, filter: { createdAfter, createdBefore } };
  try {
    yield* walk({ ...options, after: cursor });
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'INVALID_CURSOR') throw error;
    yield* walk(options);
  }
}

const isOther =
  ({ createdBefore }: Stretch) =>
  (other: Stretch): boolean =>
    other.createdBefore !== createdBefore;

const withCursor = ({ state }: Ledger, stretch: Stretch, cursor: string | null): Stretch[] =>
  state.stretches.map((other) => (isOther(stretch)(other) ? other : { ...stretch, cursor }));

const mayHaveFailures = ({ status }: Task): boolean => status !== 'SUCCEEDED' && status !== 'CANCELED';
