/** The longest time that a timer can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** Calls at a time, in milliseconds since 1970, however far it is; returns the function that prevents it. */
export function callAt(time: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = time - Date.now();
    // Once more where the clock was set back, or the time is beyond what a timer can wait.
    timer = left > 0 ? setTimeout(wait, Math.min(left, longestMs)) : setTimeout(call, 0);
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
