import type { Cancellation } from './cancellation.ts';

/** Waits for so many milliseconds; rejects with the reason if it is cancelled before. */
export function sleep(milliseconds: number, cancellation: Cancellation): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return until(slept, cancellation).finally(() => clearTimeout(timer));
}

/** Settles like a promise, or rejects with the reason if it is cancelled before. */
export function until<Value>(promised: Promise<Value>, cancellation: Cancellation): Promise<Value> {
  if (cancellation.isCancelled) return Promise.reject(cancellation.reason);
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const abort = () => reject(cancellation.reason);
  cancellation.add(abort);
  const settled = () => cancellation.remove(abort);
  promised.then(resolve, reject).then(settled, settled);
  return promise;
}
