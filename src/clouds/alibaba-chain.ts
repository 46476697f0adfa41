import type * as library from '@alicloud/credentials';
import type { Credentials } from '../upstream/credentials.ts';

/** What of the vendor's client is used. */
export interface CredentialChain {
  getCredentials(): Promise<{
    accessKeyId?: string | undefined;
    accessKeySecret?: string | undefined;
    securityToken?: string | undefined;
  }>;
}

/** A role of RAM, and how a session of it is asked for. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly policy?: string | undefined;
  /** The host of STS, with its port if that is not 443. */
  readonly stsEndpoint?: string | undefined;
}

/** Where credentials come from: a key, a profile or the whole chain; and the role that is assumed by them. */
export interface ChainOrigin {
  readonly key?: Credentials | undefined;
  readonly profile?: string | undefined;
  readonly role?: AssumedRole | undefined;
}

type Library = typeof library;
type Provider = library.CredentialsProvider;

function keyProvider(client: Library, { accessKeyId, accessKeySecret, securityToken }: Credentials): Provider {
  if (securityToken === undefined) {
    const builder = client.StaticAKCredentialsProvider.builder();
    return builder.withAccessKeyId(accessKeyId).withAccessKeySecret(accessKeySecret).build();
  }
  const builder = client.StaticSTSCredentialsProvider.builder();
  return builder
    .withAccessKeyId(accessKeyId)
    .withAccessKeySecret(accessKeySecret)
    .withSecurityToken(securityToken)
    .build();
}

/** A profile by its name: that of the vendor's command line, else that of the file which its SDKs share. */
function profileProvider(client: Library, profile: string): Provider {
  const places = [client.CLIProfileCredentialsProvider, client.ProfileCredentialsProvider];
  // It holds the session of a role, if the profile has one.
  let found: Provider | null = null;
  return {
    getProviderName: () => 'profile',
    async getCredentials() {
      if (found) return found.getCredentials();
      const complaints: string[] = [];
      for (const place of places) {
        try {
          const provider: Provider = place.builder().withProfileName(profile).build();
          const credentials = await provider.getCredentials();
          found = provider;
          return credentials;
        } catch (error) {
          complaints.push(String(error));
        }
      }
      throw new Error(complaints.join(', '));
    },
  };
}

function baseProvider(client: Library, { key, profile }: ChainOrigin): Provider {
  if (key) return keyProvider(client, key);
  return profile === undefined ? client.DefaultCredentialsProvider.builder().build() : profileProvider(client, profile);
}

/** How long a session of a role lasts unless told otherwise, in seconds: every role allows as much. */
const sessionSeconds = 3_600;

function roleProvider(client: Library, base: Provider, role: AssumedRole): Provider {
  const builder = client.RAMRoleARNCredentialsProvider.builder()
    .withCredentialsProvider(base)
    .withRoleArn(role.roleArn)
    .withRoleSessionName(role.sessionName ?? 'taskline')
    .withDurationSeconds(role.durationSeconds ?? sessionSeconds);
  if (role.externalId !== undefined) builder.withExternalId(role.externalId);
  if (role.policy !== undefined) builder.withPolicy(role.policy);
  if (role.stsEndpoint !== undefined) builder.withStsEndpoint(role.stsEndpoint);
  return builder.build();
}

/** Alibaba Cloud's own client of what gives credentials. Loaded only when a source asks for it. */
export async function openChain(origin: ChainOrigin): Promise<CredentialChain> {
  const client = await import('@alicloud/credentials');
  const base = baseProvider(client, origin);
  return origin.role ? roleProvider(client, base, origin.role) : base;
}
