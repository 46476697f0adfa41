import { UpstreamError, type UpstreamFailure } from './errors.ts';

/** What the last answer that tells of it has shown: the key may call an operation, or may not. */
export type Permission =
  | { readonly is: 'allowed'; readonly at: Date }
  | { readonly is: 'denied'; readonly at: Date; readonly providerCode: string | undefined };

/** A refusal of the key itself tells of no permission. */
const tellsOfPermission = ({ code, isKeyRefused, retryWith }: UpstreamFailure): boolean =>
  code === 'UPSTREAM_DENIED' && !isKeyRefused && !retryWith;

/** What the key of a source has been seen to be permitted, operation by operation, by calls that were made anyway. */
export class Permissions {
  readonly #seen = new Map<string, Permission>();

  /** An attempt ended with this error, or with null where it succeeded; without credentials nothing is permitted. */
  end(operation: string, error: unknown): void {
    if (error === null) this.#seen.set(operation, { is: 'allowed', at: new Date() });
    else if (error instanceof UpstreamError && tellsOfPermission(error.failure)) {
      this.#seen.set(operation, { is: 'denied', at: new Date(), providerCode: error.failure.providerCode });
    }
  }

  /** Those of the operations that were asked. */
  get seen(): ReadonlyMap<string, Permission> {
    return this.#seen;
  }

  /** How many operations are denied. */
  get denied(): number {
    return [...this.#seen.values()].filter(({ is }) => is === 'denied').length;
  }
}
