import { type BigIntStats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Stops watching: `changed` is not called any more. */
export type StopWatching = () => void;

/** The state of files at a moment, by their paths. The values have a meaning only for `watchFiles`. */
export type FileLooks = ReadonlyMap<string, string>;

/** How long to wait between two looks at the files, in milliseconds. */
const everyMs = 1_000;

/**
 * Polls files, and calls `changed` when one of them was changed, created or removed and then stayed the same for one poll, so
 * that a series of writes is one change. It compares with the files as they are at the call, or as `since` has them, so that
 * no change after they were read is missed. Symbolic links are followed. Events of the file system would not do: they belong
 * to the file that was opened, which Kubernetes, certbot and editors replace, and network file systems have none.
 */
export function watchFiles(
  paths: readonly string[],
  changed: () => void,
  { lookEveryMs = everyMs, since }: { readonly lookEveryMs?: number; readonly since?: FileLooks } = {},
): StopWatching {
  let known = paths.map((path) => since?.get(path) ?? lookNow(path)).join();
  let before = known;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const found = await lookAtAll(paths);
    if (isStopped) return;
    const isSettled = found === before;
    before = found;
    if (isSettled && found !== known) {
      known = found;
      changed();
    }
    // `changed` may have stopped it.
    if (!isStopped) timer = later();
  };
  const later = (): NodeJS.Timeout => setTimeout(() => void look(), lookEveryMs).unref();
  let timer = later();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** One file after the other: a file system that hangs then blocks one of Node's few threads, not all. */
async function lookAtAll(paths: readonly string[]): Promise<string> {
  const found: string[] = [];
  for (const path of paths) found.push(await stat(path, { bigint: true }).then(looks, absent));
  return found.join();
}

/** The state of a file, or that it does not exist. */
export function lookNow(path: string): string {
  try {
    return looks(statSync(path, { bigint: true }));
  } catch {
    return absent();
  }
}

/** The state of a file as text: it differs if the file was changed or replaced. */
const looks = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');

/** The state of a file that cannot be looked at. The code that reads the file reports why. */
const absent = (): string => 'absent';
