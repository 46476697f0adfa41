import { errorAt } from '../errors/field-error.ts';
import { abandon, countPending, type Frame, isWanted, type Key, pathTo } from './frame.ts';
import type { Position } from './plan.ts';
import type { Run } from './run.ts';

/** Whether a value has to be awaited. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';

/** Handles an error at a position: puts null there and records the error, or throws it on if the position is non-null. */
export function fail(run: Run, { field, isNonNull }: Position, thrown: unknown, frame: Frame, key: Key): void {
  const error = errorAt(thrown, field.nodes, pathTo(frame, key));
  if (isNonNull) throw error;
  frame.result[key] = null;
  run.errors.push(error);
}

/** To be called once for each awaited value; the last one ends the run. */
function settled(run: Run, frame: Frame): void {
  countPending(frame, -1);
  if (run.root?.pending === 0) run.done?.();
}

/** Puts null at a position, or, if it is non-null, at the nearest nullable position around it. */
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

/** Like `fail`, for an awaited value. There is no caller left that could catch an error. */
function failLate(run: Run, position: Position, thrown: unknown, frame: Frame, key: Key): void {
  if (isWanted(frame)) {
    run.errors.push(errorAt(thrown, position.field.nodes, pathTo(frame, key)));
    nullOut(position, frame, key);
  }
  settled(run, frame);
}

/** Whether a value can be completed as a list. */
export const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** Handles the rejections of promises that are no longer awaited: Node ends the process for an unhandled one. */
export function ignore(value: unknown): void {
  if (isPromise(value)) Promise.resolve(value).then(ignore, () => null);
  else if (isIterable(value)) for (const item of value) ignore(item);
}

/** Puts an awaited value in its place, unless an error has removed that place from the answer. */
function putLate(run: Run, position: Position, value: unknown, frame: Frame, key: Key): void {
  try {
    if (isWanted(frame)) frame.result[key] = position.complete(run, value, frame, key);
    else ignore(value);
  } catch (thrown) {
    return failLate(run, position, thrown, frame, key);
  }
  settled(run, frame);
}

/** Awaits a value and puts it in its place. Until then null stands there, which keeps the order of the keys. */
export function putLater(run: Run, position: Position, promise: PromiseLike<unknown>, frame: Frame, key: Key): void {
  frame.result[key] = null;
  countPending(frame, 1);
  // `Promise.resolve` guards against thenables whose `then` throws or calls back twice.
  Promise.resolve(promise).then(
    (value) => putLate(run, position, value, frame, key),
    (thrown: unknown) => failLate(run, position, thrown, frame, key),
  );
}

/** Completes a value and puts it in its place. */
export function put(run: Run, position: Position, value: unknown, frame: Frame, key: Key): void {
  try {
    if (isPromise(value)) putLater(run, position, value, frame, key);
    else frame.result[key] = position.complete(run, value, frame, key);
  } catch (thrown) {
    fail(run, position, thrown, frame, key);
  }
}
