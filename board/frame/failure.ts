import { signal } from '@preact/signals';

/** Why the last thing asked for beside the list was not answered; null if it was. */
export const failure = signal<string | null>(null);

/** Tells of a failure beside the list, which tells of its own. */
export function fail(error: unknown): void {
  failure.value = error instanceof Error ? error.message : String(error);
}
