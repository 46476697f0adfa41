import type { Observable } from 'rxjs';

/** The values of an observable one after the other; who stops to read unsubscribes. */
export async function* eachValueOf<Value>(observable: Observable<Value>): AsyncGenerator<Value> {
  const values: Value[] = [];
  let wake = (): void => {};
  let isOver = false;
  let failure: unknown = null;
  const end = (error: unknown): void => {
    isOver = true;
    failure = error;
    wake();
  };
  const subscription = observable.subscribe({
    next: (value) => {
      values.push(value);
      wake();
    },
    error: end,
    complete: () => end(null),
  });
  try {
    for (;;) {
      yield* values.splice(0);
      if (values.length > 0) continue;
      if (failure) throw failure;
      if (isOver) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    subscription.unsubscribe();
  }
}
