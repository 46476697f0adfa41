import type { Cancellation } from './cancellation.ts';

/** Waits so long, or rejects with the reason once it is cancelled. */
export function sleep(milliseconds: number, cancellation: Cancellation): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return until(slept, cancellation).finally(() => clearTimeout(timer));
}

/** What a promise gives, unless it is cancelled before; then the reason. */
export function until<Value>(promised: Promise<Value>, cancellation: Cancellation): Promise<Value> {
  if (cancellation.isCancelled) return Promise.reject(cancellation.reason);
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const give = () => reject(cancellation.reason);
  cancellation.add(give);
  const settled = () => cancellation.remove(give);
  promised.then(resolve, reject).then(settled, settled);
  return promise;
}
