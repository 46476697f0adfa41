import type { ServerResponse } from 'node:http';
import { Ending } from '../platform/ending.ts';

/** The end of a part of an answer: when the client has taken it, or the whole answer has ended. */
export class PageEnd extends Ending {
  constructor(response: ServerResponse) {
    super();
    const close = (): void => this.close();
    this.once('close', () => response.off('close', close));
    if (response.closed) this.close();
    else response.once('close', close);
  }

  /** Waits so long, or until it is closed. */
  within(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    return promise;
  }
}
