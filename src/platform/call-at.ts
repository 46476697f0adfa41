/** The longest delay of a timer, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** Calls at a time, in milliseconds since 1970, however far away; returns the function that cancels it. */
export function callAt(time: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = time - Date.now();
    // Waits again if the clock was set back, or if the time is further away than a timer can wait.
    timer = left > 0 ? setTimeout(wait, Math.min(left, longestMs)) : setTimeout(call, 0);
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
