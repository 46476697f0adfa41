import { signal } from '@preact/signals';

/** Whether the gateway lets the board in. */
export type Access =
  /** Nothing has been refused. */
  | { readonly at: 'open' }
  /** A key or token is asked for, since there is none, or as the one that there was is not taken, or not any more. */
  | { readonly at: 'asking'; readonly because: 'missing' | 'refused' | 'ended' };

/** Whether the gateway lets the board in. */
export const access = signal<Access>({ at: 'open' });

/** The key or token: in the memory of this tab and nowhere else. */
export const key = signal<string | null>(null);

/** The header that carries the key. */
export const authorization = (): Readonly<Record<string, string>> =>
  key.value === null ? {} : { authorization: `Bearer ${key.value}` };

/** The key with which something was answered last; null where nothing was. */
let accepted: string | null = null;

/** Called when the gateway has answered a request that was sent with this key. */
export function keyWasAccepted(sentWith: string | null): void {
  accepted = sentWith;
}

/** Called when the gateway has refused a request for want of a key, sent with this one. */
export function askForKey(sentWith: string | null): void {
  // A request of before may be refused after a new key was given.
  if (sentWith !== key.value) return;
  const reason = sentWith === accepted ? 'ended' : 'refused';
  access.value = { at: 'asking', because: sentWith === null ? 'missing' : reason };
}

/** Takes the key that a person has given. */
export function giveKey(given: string): void {
  key.value = given;
  access.value = { at: 'open' };
}

/** Forgets the key. */
export function forgetKey(): void {
  key.value = null;
  access.value = { at: 'asking', because: 'missing' };
}
