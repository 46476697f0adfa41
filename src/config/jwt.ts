import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isLoopback, text } from './values.ts';

/** Asymmetric algorithms only: with a shared secret, whoever verifies tokens could also issue them. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

function urlFault(value: string): string | null {
  if (!URL.canParse(value)) return 'must be a URL';
  const { protocol, hostname, username, password } = new URL(value);
  if (username || password) return 'must not hold credentials';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return null;
  return 'must be https; http is for this machine alone';
}

const keySetUrl = z.string('must be a URL').transform((value, context) => {
  const fault = urlFault(value);
  if (fault === null) return new URL(value);
  context.addIssue(fault);
  return z.NEVER;
});

/** A public key as PEM or as a JWK; null for anything else, private keys included. */
function readPublicKey(value: unknown): KeyObject | null {
  try {
    if (typeof value === 'string') return value.includes('PRIVATE') ? null : createPublicKey(value);
    if (typeof value !== 'object' || value === null || 'd' in value || 'k' in value) return null;
    return createPublicKey({ key: value as JsonWebKey, format: 'jwk' });
  } catch {
    return null;
  }
}

const publicKey = z
  .unknown()
  .transform((value, context) => {
    const key = readPublicKey(value);
    if (key) return key;
    context.addIssue('must be a public key, as PEM or as a JWK');
    return z.NEVER;
  })
  .meta({ type: ['string', 'object'] });

/** The issuer and audience of tokens, the keys that verify them, and the claim that lists sources. */
export const jwtSchema = z
  .strictObject({
    issuer: text.describe('The iss that tokens must have.'),
    audience: text.describe('The aud that tokens must have.'),
    jwksUrl: keySetUrl.optional().describe("Where the issuer's keys are fetched (JWKS); or key."),
    key: publicKey.optional().describe('The public key, as PEM or as a JWK; or jwksUrl.'),
    algorithms: z
      .array(z.enum(algorithms, `must be one of ${algorithms.join(', ')}`), 'must be a list of algorithms')
      .min(1, 'must name one algorithm at least')
      .default(['RS256'])
      .describe('The algorithms of signatures that are accepted.'),
    sourcesClaim: text
      .default('taskline_sources')
      .describe(
        'The claim that lists the sources that the token may read; with dots, a member of nested claims: realm.sources.',
      ),
  })
  .refine(({ jwksUrl, key }) => (jwksUrl === undefined) !== (key === undefined), 'needs either jwksUrl or key');

/** The checked `auth.jwt` section. */
export type JwtConfig = z.output<typeof jwtSchema>;
