import { signal } from '@preact/signals';

/** How the stream of changes stands. */
export type StreamState =
  | { readonly at: 'connecting' }
  | { readonly at: 'live' }
  /** It broke off, and is being opened again. */
  | { readonly at: 'lost' }
  /** The key has ended; it is opened with another. */
  | { readonly at: 'locked' }
  /** The gateway has none, or something between does not let it pass. */
  | { readonly at: 'unsupported' };

/** How the stream of changes stands now. */
export const streamState = signal<StreamState>({ at: 'connecting' });
