import { errorAt } from '../errors/field-error.ts';
import { abandon, countPending, type Frame, isWanted, type Key, pathTo } from './frame.ts';
import type { Position } from './plan.ts';
import type { Run } from './run.ts';

/** Whether a value is to be awaited. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';

/** Handles what was thrown for a position: null stands there, or it is thrown on to what is around. */
export function fail(run: Run, { field, isNonNull }: Position, thrown: unknown, frame: Frame, key: Key): void {
  const error = errorAt(thrown, field.nodes, pathTo(frame, key));
  if (isNonNull) throw error;
  frame.result[key] = null;
  run.errors.push(error);
}

/** A value in a frame is awaited no longer. */
function settled(run: Run, frame: Frame): void {
  countPending(frame, -1);
  if (run.root?.pending === 0) run.done?.();
}

/** Puts null in the place of a position that must not be null, or of the nearest around it that may. */
function nullOut({ isNonNull }: Position, frame: Frame, key: Key): void {
  let at: { readonly parent: Frame | null; readonly key: Key; readonly isNonNull: boolean } = {
    parent: frame,
    key,
    isNonNull,
  };
  while (at.isNonNull && at.parent) {
    abandon(at.parent);
    at = at.parent;
  }
  if (at.parent) at.parent.result[at.key] = null;
}

/** As `fail`, for what was awaited: nobody is left to catch it. */
function failLate(run: Run, position: Position, thrown: unknown, frame: Frame, key: Key): void {
  if (isWanted(frame)) {
    run.errors.push(errorAt(thrown, position.field.nodes, pathTo(frame, key)));
    nullOut(position, frame, key);
  }
  settled(run, frame);
}

/** Whether a value can be a list of the answer. */
export const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** Lets promises fail that nobody awaits any more: Node would end the process for an error that nobody handles. */
export function ignore(value: unknown): void {
  if (isPromise(value)) Promise.resolve(value).then(ignore, () => null);
  else if (isIterable(value)) for (const item of value) ignore(item);
}

/** Puts what was awaited in its place, unless the answer has no such place any more. */
function putLate(run: Run, position: Position, value: unknown, frame: Frame, key: Key): void {
  try {
    if (isWanted(frame)) frame.result[key] = position.complete(run, value, frame, key);
    else ignore(value);
  } catch (thrown) {
    return failLate(run, position, thrown, frame, key);
  }
  settled(run, frame);
}

/** Awaits a value, and puts it in its place then. Null stands there until then, which keeps the order of the keys. */
export function putLater(run: Run, position: Position, promise: PromiseLike<unknown>, frame: Frame, key: Key): void {
  frame.result[key] = null;
  countPending(frame, 1);
  // Through a promise of the language: what only has a `then` may throw in it, or call back twice.
  Promise.resolve(promise).then(
    (value) => putLate(run, position, value, frame, key),
    (thrown: unknown) => failLate(run, position, thrown, frame, key),
  );
}

/** Puts a value, completed, in its place. */
export function put(run: Run, position: Position, value: unknown, frame: Frame, key: Key): void {
  try {
    if (isPromise(value)) putLater(run, position, value, frame, key);
    else frame.result[key] = position.complete(run, value, frame, key);
  } catch (thrown) {
    fail(run, position, thrown, frame, key);
  }
}
