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

/**
 * What is known of each access key, one for all sources that are configured with it, or by the same chain, profile or role.
 * With replicas, a key that the configuration holds is one for all of them.
 */
export function createAccessKeys(
  now: () => Date,
  shareKey: ((name: string) => ShareKey) | undefined,
): (cloud: Cloud, configured: CredentialsConfig) => AccessKey {
  const known = new Map<string, AccessKey>();
  return (cloud, configured) => {
    const held = heldKey(configured, cloud);
    const name = held ?? JSON.stringify([cloud.name, configured]);
    const accessKey = known.get(name) ?? createAccessKey(cloud, now, held === null ? undefined : shareKey?.(held));
    known.set(name, accessKey);
    return accessKey;
  };
}

/** What of the credentials the answers to a source depend on, without a secret: replicas share those of the same alone. */
export function askedAs(configured: CredentialsConfig): readonly (string | null)[] {
  const by = 'chain' in configured ? (configured.profile ?? null) : configured.accessKeyId;
  const { assumeRole } = configured;
  return assumeRole ? [by, assumeRole.roleArn, assumeRole.policy ?? null] : [by];
}
