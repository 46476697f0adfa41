import { CountedLines } from '../platform/counted-lines.ts';

/** Hears why a token was refused: in words of ours, since what a token says is its sender's. */
export type RefuseToken = (reason: string) => void;

/** What is written of refused tokens: how many were refused for a reason since the last line for it. */
export interface RefusedTokens {
  readonly reason: string;
  readonly count: number;
}

/** Writes the first refusal of each reason at once, then one line a minute at the most, whoever sends how many tokens. */
export function createRefusedTokens(write: (refused: RefusedTokens) => void, now?: () => number): RefuseToken {
  const lines = new CountedLines<string>((reason, count) => write({ reason, count }), now);
  return (reason) => lines.add(reason, reason);
}
