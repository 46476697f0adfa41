/** How often the event loop is looked at, in milliseconds. */
const everyMs = 50;

/** A shorter delay counts as on time, in milliseconds. */
const toleranceMs = 10;

/** A delay of the event loop: when it was noticed, and how long it was. */
interface Delay {
  readonly seenAt: number;
  readonly milliseconds: number;
}

/** Watches the event loop from a moment on. */
export interface LoopWatch {
  /** The longest delay of the loop until now, in milliseconds. */
  longestDelayMs(): number;
  /** To be called once. */
  end(): void;
}

let watchers = 0;
let timer: NodeJS.Timeout | undefined;
let due = 0;
/**
 * Each is shorter than the one before. A delay makes all earlier, shorter ones irrelevant: whoever watched those saw it too.
 */
let delays: readonly Delay[] = [];

function look(): void {
  const now = performance.now();
  const milliseconds = now - due;
  due = now + everyMs;
  if (milliseconds < toleranceMs) return;
  delays = [...delays.filter((delay) => delay.milliseconds > milliseconds), { seenAt: now, milliseconds }];
}

function stopWatching(): void {
  clearInterval(timer);
  timer = undefined;
  delays = [];
}

/** The longest delay of the event loop since a moment; a delay that goes on counts up to now. */
function longestSince(moment: number): number {
  if (performance.now() > due) look();
  const since = delays.filter(({ seenAt }) => seenAt > moment);
  return Math.max(0, ...since.map(({ seenAt, milliseconds }) => Math.min(milliseconds, seenAt - moment)));
}

/** Watches how late the event loop is from now on. The timer runs only while somebody watches. */
export function watchLoop(): LoopWatch {
  const began = performance.now();
  watchers += 1;
  if (!timer) {
    due = began + everyMs;
    timer = setInterval(() => (watchers === 0 ? stopWatching() : look()), everyMs).unref();
  }
  return {
    longestDelayMs: () => longestSince(began),
    end: () => void (watchers -= 1),
  };
}
