/** Hears why a token was refused: in words of ours, since what a token says is its sender's. */
export type RefuseToken = (reason: string) => void;

/** How long no other line is written for the same reason, in milliseconds. */
const quietMs = 60_000;

/** What is written of refused tokens: how many were refused for a reason since the last line for it. */
export interface RefusedTokens {
  readonly reason: string;
  readonly count: number;
}

/** Writes the first refusal of each reason at once, then one line a minute at the most, whoever sends how many tokens. */
export function createRefusedTokens(
  write: (refused: RefusedTokens) => void,
  now: () => number = () => performance.now(),
): RefuseToken {
  const written = new Map<string, { count: number; quietUntil: number }>();
  return (reason) => {
    const { count, quietUntil } = written.get(reason) ?? { count: 0, quietUntil: -Infinity };
    const isQuiet = now() < quietUntil;
    if (!isQuiet) write({ reason, count: count + 1 });
    written.set(reason, isQuiet ? { count: count + 1, quietUntil } : { count: 0, quietUntil: now() + quietMs });
  };
}
