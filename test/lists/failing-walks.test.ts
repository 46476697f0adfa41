import { expect, test } from 'vitest';
import { asIs, fromCall, modelSources, withRows, type ModelSource, type Spoil } from './model-clouds.ts';
import { idsIn, startModelWalks, type ModelPage } from './model-walks.ts';

/** Failures that are told with a status of success, and what they are. */
const failures: readonly { readonly code: string; readonly spoilFor: (source: ModelSource) => Spoil }[] = [
  {
    code: 'UPSTREAM_BAD_RESPONSE',
    spoilFor: () => () => ({ RequestId: 'R-1', Success: false, ErrorCode: 'Odd.One' }),
  },
  { code: 'UPSTREAM_UNAVAILABLE', spoilFor: () => () => ({ code: 500, message: 'no' }) },
  { code: 'UPSTREAM_BAD_RESPONSE', spoilFor: () => (answer) => ({ ...answer, Success: 'false' }) },
  {
    code: 'UPSTREAM_UNAVAILABLE',
    spoilFor: (source) => (answer) => ({ ...withRows(source, answer, () => null), error: { code: 'SystemBusy' } }),
  },
  { code: 'UPSTREAM_BAD_RESPONSE', spoilFor: () => () => ({ RequestId: 'R-1' }) },
  {
    code: 'UPSTREAM_BAD_RESPONSE',
    spoilFor: (source) => (answer) => withRows(source, answer, () => undefined),
  },
];

const count = 95;

test.for(modelSources)(
  '%s: a failure at any call of a walk fails it, and is passed when it is over',
  async (source) => {
    const { walk, spoil, calls, idsOf } = await startModelWalks([source], count);
    for (const direction of ['forward', 'backward'] as const) {
      spoil(source, asIs);
      expect(idsIn((await walk(source, 25, { direction })).pages, direction)).toEqual(idsOf(source));
      const callsOfWalk = calls();
      expect(callsOfWalk).toBeGreaterThanOrEqual(4);
      for (const { code, spoilFor } of failures) {
        for (let first = 1; first <= callsOfWalk; first += 1) {
          spoil(source, fromCall(first, spoilFor(source)));
          const failed = await walk(source, 25, { direction });
          expect(failed.code).toBe(code);
          spoil(source, asIs);
          const { pages } = await walk(source, count, { direction, from: failed.cursor });
          expect(idsIn([...failed.pages, ...pages], direction)).toEqual(idsOf(source));
        }
      }
    }
  },
);

test.for(modelSources)('the timeline names %s when it fails at any call, and loses nothing of it', async (source) => {
  const { walk, spoil, calls, idsOf } = await startModelWalks(modelSources, 45);
  spoil(source, asIs);
  await walk('timeline', 60);
  const callsOfWalk = calls();
  expect(callsOfWalk).toBeGreaterThanOrEqual(3);
  for (const { code, spoilFor } of failures) {
    for (let first = 1; first <= callsOfWalk; first += 1) {
      const told: string[] = [];
      const between = ({ sources }: ModelPage) => {
        for (const { source: named, error } of sources ?? []) if (error) told.push(`${named.key} ${error.code}`);
        if (told.length > 0) spoil(source, asIs);
      };
      spoil(source, fromCall(first, spoilFor(source)));
      const { pages } = await walk('timeline', 60, { between });
      expect(told).toEqual([`${source} ${code}`]);
      const ids = idsIn(pages);
      for (const each of modelSources) expect(ids.filter((id) => id.startsWith(each))).toEqual(idsOf(each));
    }
  }
});

test.for(modelSources)('%s: words of success beside good data are no failure', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks([source], 45);
  for (const words of [
    { Code: '200', Success: true },
    { code: 200, success: 'true' },
    { Code: 'OK', ErrorCode: '' },
    { code: 'Success', error_code: 0, error_msg: 'success' },
  ]) {
    spoil(source, (answer) => ({ ...answer, ...words }));
    expect(idsIn((await walk(source, 40)).pages)).toEqual(idsOf(source));
  }
});
