/** Waits so long, or rejects with the signal's reason once it aborts. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const wake = () => {
    signal.removeEventListener('abort', give);
    resolve();
  };
  const timer = setTimeout(wake, milliseconds);
  const give = () => {
    clearTimeout(timer);
    reject(signal.reason);
  };
  signal.addEventListener('abort', give, { once: true });
  return promise;
}

/** What a promise gives, unless the signal aborts before; then its reason. */
export function until<Value>(promised: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const give = () => reject(signal.reason);
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  const settled = () => signal.removeEventListener('abort', give);
  promised.then(resolve, reject).then(settled, settled);
  return promise;
}
