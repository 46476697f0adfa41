import type { CursorCodec } from '../pagination/index.ts';

/** Cursors that are valid only for callers with the same grants; for others they are INVALID_CURSOR. */
export const scopedCursors = (cursors: CursorCodec, scope: string): CursorCodec => ({
  encode: (binding, place) => cursors.encode(`${scope} ${binding}`, place),
  decode: (binding, text) => cursors.decode(`${scope} ${binding}`, text),
});
