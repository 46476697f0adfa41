import { test } from 'vitest';
import { expectSharedCursors, startStillSources } from './cursor-walk.ts';
import { startReplica } from './processes.ts';

test('a cursor of one replica is taken by another, by keys that are derived from the credentials', async () => {
  const sources = await startStillSources();
  // What they have in common is not in the memory of one process.
  await expectSharedCursors([await startReplica({ sources }), await startReplica({ sources })]);
});
