import { UpstreamError, type UpstreamFailure } from './errors.ts';

/** Whether the key may call an operation, by the last answer that showed it. */
export type Permission =
  | { readonly is: 'allowed'; readonly at: Date }
  | { readonly is: 'denied'; readonly at: Date; readonly providerCode: string | undefined };

/** A refusal of the key itself says nothing of its permissions. */
const tellsOfPermission = ({ code, isKeyRefused, retryWith }: UpstreamFailure): boolean =>
  code === 'UPSTREAM_DENIED' && !isKeyRefused && !retryWith;

/** The permissions of a source's key, by operation, as the calls made for clients have shown them. */
export class Permissions {
  readonly #seen = new Map<string, Permission>();

  /** An attempt ended with this error, or with null if it succeeded. Missing credentials count as a denied permission. */
  end(operation: string, error: unknown): void {
    if (error === null) this.#seen.set(operation, { is: 'allowed', at: new Date() });
    else if (error instanceof UpstreamError && tellsOfPermission(error.failure)) {
      this.#seen.set(operation, { is: 'denied', at: new Date(), providerCode: error.failure.providerCode });
    }
  }

  /** By operation; one that was not called is not among them. */
  get seen(): ReadonlyMap<string, Permission> {
    return this.#seen;
  }

  /** How many operations are denied. */
  get denied(): number {
    return [...this.#seen.values()].filter(({ is }) => is === 'denied').length;
  }
}
