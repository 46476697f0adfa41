/** Longer than any name of ours. */
const longest = 100;

/** A word of the request as messages quote it: it may be as long as the request. */
export const shortened = (word: string): string => (word.length > longest ? `${word.slice(0, longest)}…` : word);
