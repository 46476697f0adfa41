const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration in its two largest units: `42 s`, `3 m 20 s`, `5 h 7 m`, `12 d 4 h`. */
export function durationText(milliseconds: number): string {
  const rest = Math.max(0, milliseconds);
  if (rest < minute) return `${Math.floor(rest / second)} s`;
  if (rest < hour) return pair(rest, minute, 'm', second, 's');
  if (rest < day) return pair(rest, hour, 'h', minute, 'm');
  return pair(rest, day, 'd', hour, 'h');
}

function pair(rest: number, large: number, largeName: string, small: number, smallName: string): string {
  const count = Math.floor((rest % large) / small);
  return `${Math.floor(rest / large)} ${largeName}${count > 0 ? ` ${count} ${smallName}` : ''}`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** A moment, as short as it can be told: `14:05` today, else `31 May, 14:05`. */
export function momentText(moment: number, now: number): string {
  const isToday = new Date(moment).toDateString() === new Date(now).toDateString();
  return (isToday ? clock : dayAndClock).format(moment);
}

/** A moment in full, with its zone. */
export const wholeMomentText = (moment: number): string => whole.format(moment);

const tickOfDay = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const tickOfMonth = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const tickOfSecond = new Intl.DateTimeFormat(undefined, { minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** A tick of a time axis, by the largest unit that it begins. */
export function tickText(tick: Date): string {
  if (tick.getSeconds() > 0) return `:${tickOfSecond.format(tick).slice(-2)}`;
  if (tick.getHours() + tick.getMinutes() > 0) return clock.format(tick);
  return (tick.getDate() === 1 ? tickOfMonth : tickOfDay).format(tick);
}
