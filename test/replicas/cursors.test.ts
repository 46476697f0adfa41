import { test } from 'vitest';
import { expectSharedCursors, startStillSources } from './cursor-walk.ts';
import { startHere } from './here.ts';

const [older, newer] = ['the older key of cursors', 'the newer key of cursors'];

test.for([
  { signs: 'configured keys', one: { keys: [older] }, other: { keys: [older] } },
  {
    signs: 'keys that are being rotated',
    one: { keys: [older, newer] },
    other: { keys: [newer, older] },
  },
])('a cursor of one replica is taken by another, by $signs', async ({ one, other }) => {
  const sources = await startStillSources();
  await expectSharedCursors(await Promise.all([one, other].map((cursors) => startHere({ sources, cursors }))));
});
