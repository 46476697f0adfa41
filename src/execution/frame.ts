/** A key in a result: the response name of a field, or the index of an item. */
export type Key = string | number;

/** An object or a list of the result while it is being filled, and its place in the frame around it. */
export class Frame {
  readonly parent: Frame | null;
  readonly key: Key;
  readonly result: Record<Key, unknown>;
  /** The name of the object's type; undefined for a list. */
  readonly typeName: string | undefined;
  /** Whether its type is non-null: an error in it then also removes the frame around it. */
  readonly isNonNull: boolean;
  /** How many values in it, at any depth, are awaited. */
  pending = 0;
  /** Whether an error has replaced it by null: its content is no part of the answer any more. */
  isGone = false;

  constructor(
    parent: Frame | null,
    key: Key,
    result: Record<Key, unknown>,
    typeName: string | undefined,
    isNonNull: boolean,
  ) {
    this.parent = parent;
    this.key = key;
    this.result = result;
    this.typeName = typeName;
    this.isNonNull = isNonNull;
  }
}

type Frames = Frame | null;

/** Adds to the number of awaited values of a frame and of all around it; a negative count takes away from it. */
export function countPending(frame: Frame, count: number): void {
  for (let at: Frames = frame; at && !at.isGone; at = at.parent) at.pending += count;
}

/** Gives up a frame: nothing in it is awaited any more. */
export function abandon(frame: Frame): void {
  countPending(frame, -frame.pending);
  frame.isGone = true;
}

/** Whether a frame is still a part of the answer. */
export function isWanted(frame: Frame): boolean {
  for (let at: Frames = frame; at; at = at.parent) if (at.isGone) return false;
  return true;
}

/** The path to a key of a frame. */
export function pathTo(frame: Frame, key: Key): Key[] {
  const path = [key];
  for (let at = frame; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}
