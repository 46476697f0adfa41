import type { SharedConfig } from '../config/shared.ts';
import { timedOut } from './in-time.ts';

/** Why the store did not do what it was asked. */
export interface StoreFault {
  /** Whether the store itself cannot be used; else it has refused this one command. */
  readonly isAway: boolean;
  /** For the log; holds neither an address nor a password. */
  readonly text: string;
}

/** The first word of an error reply: `NOPERM`, `WRONGPASS`, `OOM`. */
const wordOf = ({ message }: Error): string => /^-?([A-Z]{2,32})\b/.exec(message)?.[1] ?? 'ERR';

/** Error replies of a store that does not let this replica in, or is not ready yet. */
const away = new Map([
  ['WRONGPASS', 'refuses the password or the user (WRONGPASS)'],
  ['NOAUTH', 'wants a password (NOAUTH)'],
  ['LOADING', 'is still loading its data (LOADING)'],
  ['MASTERDOWN', 'has lost its master (MASTERDOWN)'],
  ['CLUSTERDOWN', 'is a cluster that is down (CLUSTERDOWN)'],
]);

const isReply = (error: Error): boolean => error.name === 'ReplyError';

/** What a failed command, or a failed connection, says of the store. */
export function storeFaultOf(error: Error, command: string, { url, timeoutMs }: SharedConfig): StoreFault {
  // Where a password is refused, either that comes first or NOAUTH for the next command, by chance: the log has one of them.
  const word = wordOf(error) === 'NOAUTH' && url.password !== undefined ? 'WRONGPASS' : wordOf(error);
  if (isReply(error)) {
    const text = away.get(word);
    if (text !== undefined) return { isAway: true, text };
    if (word === 'OOM') return { isAway: false, text: 'is full: it keeps nothing new (OOM)' };
    return { isAway: false, text: `refuses the command ${command} (${word})` };
  }
  if (error.message === timedOut) return { isAway: true, text: `does not answer within ${timeoutMs} ms` };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'connection closed';
  return { isAway: true, text: `cannot be reached (${code})` };
}
