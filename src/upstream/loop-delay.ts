/** How often the event loop is looked at, in milliseconds. */
const everyMs = 50;

/** What is on time, give or take so many milliseconds. */
const toleranceMs = 10;

/** That the event loop was late: when it was seen, and by how many milliseconds. */
interface Delay {
  readonly seenAt: number;
  readonly milliseconds: number;
}

/** A look at the event loop that began at some moment. */
export interface LoopWatch {
  /** By how many milliseconds the loop was late at the most. */
  longestDelayMs(): number;
  /** To be called once. */
  end(): void;
}

let watchers = 0;
let timer: NodeJS.Timeout | undefined;
let due = 0;
/** Each is shorter than the one before: a longer one says more, of all times that have the shorter in them. */
let delays: readonly Delay[] = [];

function look(): void {
  const now = performance.now();
  const milliseconds = now - due;
  due = now + everyMs;
  if (milliseconds < toleranceMs) return;
  delays = [...delays.filter((delay) => delay.milliseconds > milliseconds), { seenAt: now, milliseconds }];
}

function rest(): void {
  clearInterval(timer);
  timer = undefined;
  delays = [];
}

/** The longest delay of the event loop since a moment; one that goes on counts until now. */
function longestSince(moment: number): number {
  if (performance.now() > due) look();
  const since = delays.filter(({ seenAt }) => seenAt > moment);
  return Math.max(0, ...since.map(({ seenAt, milliseconds }) => Math.min(milliseconds, seenAt - moment)));
}

/** Watches how late the event loop is from now on; it is not looked at while nobody watches. */
export function watchLoop(): LoopWatch {
  const began = performance.now();
  watchers += 1;
  if (!timer) {
    due = began + everyMs;
    timer = setInterval(() => (watchers === 0 ? rest() : look()), everyMs).unref();
  }
  return {
    longestDelayMs: () => longestSince(began),
    end: () => void (watchers -= 1),
  };
}
