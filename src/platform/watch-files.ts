import { type BigIntStats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Ends the watching: `changed` is not called any more. */
export type StopWatching = () => void;

/** How files looked at a moment, by their paths: nobody but `watchFiles` knows what it means. */
export type FileLooks = ReadonlyMap<string, string>;

/** How long to wait between two looks at the files, in milliseconds. */
const everyMs = 1_000;

/**
 * Calls `changed` whenever one of the files has become another, was made or was removed, and then stayed as it is for one
 * look: a row of writes is one change. Begins with the files as they are at the call, or as they looked before: what is read
 * after that is not missed. Looks at what the paths lead to, by symbolic links too. Events of the system would not do: they follow the file
 * that was opened, which Kubernetes, certbot and editors replace, and network file systems have none.
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

/** One after the other: a file system that hangs holds one thread of Node's few, not all. */
async function lookAtAll(paths: readonly string[]): Promise<string> {
  const found: string[] = [];
  for (const path of paths) found.push(await stat(path, { bigint: true }).then(looks, absent));
  return found.join();
}

/** How a file looks, or that it is not there. */
export function lookNow(path: string): string {
  try {
    return looks(statSync(path, { bigint: true }));
  } catch {
    return absent();
  }
}

/** What differs between a file and what it was, or another in its place. */
const looks = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');

/** Whoever reads the file says why it cannot be. */
const absent = (): string => 'absent';
