import type { CursorCodec } from '../pagination/index.ts';

/** Cursors for callers who see by the same grants: to all others they are none. */
export const scopedCursors = (cursors: CursorCodec, scope: string): CursorCodec => ({
  encode: (binding, place) => cursors.encode(`${scope} ${binding}`, place),
  decode: (binding, text) => cursors.decode(`${scope} ${binding}`, text),
});
