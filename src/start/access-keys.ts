import type { CredentialsConfig } from '../config/credentials.ts';
import { type AccessKey, createAccessKey } from '../upstream/access-key.ts';
import type { Cloud } from '../upstream/cloud.ts';
import type { ShareKey } from '../upstream/shared-key.ts';

/** The key that the configuration holds, as a text; null where it holds none: that of a chain or a role is another at each start. */
function heldKey(configured: CredentialsConfig, cloud: Cloud): string | null {
  if ('chain' in configured || configured.assumeRole) return null;
  const { accessKeyId, accessKeySecret, securityToken } = configured;
  return JSON.stringify([cloud.name, accessKeyId, accessKeySecret, securityToken]);
}

/** By what a key is told from others. */
const nameOf = (cloud: Cloud, configured: CredentialsConfig): string =>
  heldKey(configured, cloud) ?? JSON.stringify([cloud.name, configured]);

/**
 * What is known of each access key, one for all sources that are configured with it, or by the same chain, profile or role.
 * With replicas, a key that the configuration holds is one for all of them.
 */
export class AccessKeys {
  readonly #now: () => Date;
  readonly #shareKey: ((name: string) => ShareKey) | undefined;
  readonly #known = new Map<string, AccessKey>();

  constructor(now: () => Date, shareKey: ((name: string) => ShareKey) | undefined) {
    this.#now = now;
    this.#shareKey = shareKey;
  }

  of(cloud: Cloud, configured: CredentialsConfig): AccessKey {
    const name = nameOf(cloud, configured);
    const held = heldKey(configured, cloud);
    const share = held === null ? undefined : this.#shareKey?.(held);
    const accessKey = this.#known.get(name) ?? createAccessKey(cloud, this.#now, share);
    this.#known.set(name, accessKey);
    return accessKey;
  }

  /** Forgets all others: they are not configured any more. */
  keepOnly(used: readonly (readonly [Cloud, CredentialsConfig])[]): void {
    const names = new Set(used.map(([cloud, configured]) => nameOf(cloud, configured)));
    for (const [name, { guard }] of this.#known) {
      if (names.has(name)) continue;
      guard.leave();
      this.#known.delete(name);
    }
  }
}

/** What of the credentials the answers to a source depend on, without a secret: replicas share those of the same alone. */
export function askedAs(configured: CredentialsConfig): readonly (string | null)[] {
  const by = 'chain' in configured ? (configured.profile ?? null) : configured.accessKeyId;
  const { assumeRole } = configured;
  return assumeRole ? [by, assumeRole.roleArn, assumeRole.policy ?? null] : [by];
}
