import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test, type TestContext } from 'vitest';
import { watchFiles } from '#src/platform/watch-files.ts';

const lookEveryMs = 10;

type Finished = TestContext['onTestFinished'];

function folder(onTestFinished: Finished): string {
  const made = mkdtempSync(join(tmpdir(), 'taskline-watch-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** How often a change of the files was told. */
function watched(onTestFinished: Finished, ...paths: string[]) {
  const seen = { changes: 0 };
  const stop = watchFiles(paths, () => (seen.changes += 1), { lookEveryMs });
  onTestFinished(stop);
  return { seen, stop };
}

/** How often a test looks at what it waits for, in milliseconds. */
const often = { interval: 5 };

const someLooks = () => sleep(10 * lookEveryMs);

/** The ways to change what is in `here/file`. */
const ways: readonly { name: string; prepare: (here: string) => void; change: (here: string) => void }[] = [
  {
    name: 'written in place, with as many bytes',
    prepare: (here) => writeFileSync(join(here, 'file'), 'one'),
    change: (here) => writeFileSync(join(here, 'file'), 'two'),
  },
  {
    name: 'written beside it and renamed, as editors do',
    prepare: (here) => writeFileSync(join(here, 'file'), 'one'),
    change: (here) => {
      writeFileSync(join(here, '.file.new'), 'two');
      renameSync(join(here, '.file.new'), join(here, 'file'));
    },
  },
  {
    name: 'moved away as a backup, then written anew',
    prepare: (here) => writeFileSync(join(here, 'file'), 'one'),
    change: (here) => {
      renameSync(join(here, 'file'), join(here, 'file~'));
      writeFileSync(join(here, 'file'), 'two');
    },
  },
  {
    name: 'a link that leads to another file, as certbot makes it',
    prepare: (here) => {
      mkdirSync(join(here, 'archive'));
      writeFileSync(join(here, 'archive/file1'), 'one');
      symlinkSync('archive/file1', join(here, 'file'));
    },
    change: (here) => {
      writeFileSync(join(here, 'archive/file2'), 'two');
      symlinkSync('archive/file2', join(here, 'file.new'));
      renameSync(join(here, 'file.new'), join(here, 'file'));
    },
  },
  {
    name: 'a link by a link to another folder, as Kubernetes makes it',
    prepare: (here) => {
      mkdirSync(join(here, '..2026_1'));
      writeFileSync(join(here, '..2026_1/file'), 'one');
      symlinkSync('..2026_1', join(here, '..data'));
      symlinkSync('..data/file', join(here, 'file'));
    },
    change: (here) => {
      mkdirSync(join(here, '..2026_2'));
      writeFileSync(join(here, '..2026_2/file'), 'two');
      symlinkSync('..2026_2', join(here, '..data_tmp'));
      renameSync(join(here, '..data_tmp'), join(here, '..data'));
      rmSync(join(here, '..2026_1'), { recursive: true });
    },
  },
  {
    name: 'made where there was none',
    prepare: () => undefined,
    change: (here) => writeFileSync(join(here, 'file'), 'one'),
  },
  {
    name: 'removed',
    prepare: (here) => writeFileSync(join(here, 'file'), 'one'),
    change: (here) => unlinkSync(join(here, 'file')),
  },
];

test.concurrent.for(ways)('one change is told of a file that is $name', async ({ prepare, change }, context) => {
  const here = folder(context.onTestFinished);
  prepare(here);
  const { seen } = watched(context.onTestFinished, join(here, 'other'), join(here, 'file'));
  await someLooks();
  context.expect(seen.changes).toBe(0);
  change(here);
  await context.expect.poll(() => seen.changes, often).toBe(1);
  await someLooks();
  context.expect(seen.changes).toBe(1);
  writeFileSync(join(here, 'other'), 'later');
  await context.expect.poll(() => seen.changes, often).toBe(2);
});

test('what changes right after the call is told', async ({ onTestFinished }) => {
  const file = join(folder(onTestFinished), 'file');
  const { seen } = watched(onTestFinished, file);
  writeFileSync(file, 'one');
  await expect.poll(() => seen.changes).toBe(1);
});

test('a file that is being written is told once it is whole', async ({ onTestFinished }) => {
  const file = join(folder(onTestFinished), 'file');
  const { seen } = watched(onTestFinished, file);
  const end = performance.now() + 60 * lookEveryMs;
  while (performance.now() < end) {
    writeFileSync(file, 'part', { flag: 'a' });
    await turn();
  }
  await expect.poll(() => seen.changes).toBeGreaterThan(0);
  // A busy machine may pause the writer for longer than a look.
  expect(seen.changes).toBeLessThan(10);
});

test('nothing is told after the stop, not even by a look under way', async ({ onTestFinished }) => {
  const stops = [20, 60, 100, 140, 180].map(async (delay) => {
    const file = join(folder(onTestFinished), 'file');
    // Looks that take long, one right after the other.
    const { seen, stop } = watched(onTestFinished, ...Array<string>(1_000).fill(file));
    writeFileSync(file, 'one');
    await sleep(delay);
    stop();
    const told = seen.changes;
    await sleep(300);
    expect({ delay, changes: seen.changes }).toEqual({ delay, changes: told });
  });
  await Promise.all(stops);
});

test('whoever is told may stop it', async ({ onTestFinished }) => {
  const file = join(folder(onTestFinished), 'file');
  const seen = { changes: 0 };
  const stop = watchFiles([file], () => ((seen.changes += 1), stop()), { lookEveryMs });
  writeFileSync(file, 'one');
  await expect.poll(() => seen.changes).toBe(1);
  writeFileSync(file, 'two!');
  await someLooks();
  expect(seen.changes).toBe(1);
});
