/** The extensions of a field that takes no arguments, and yet an upstream call for each object: its cost says so. */
export const takesCall = { takesCall: true } as const;
