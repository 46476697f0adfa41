import { z } from 'zod';
import { emptyHash } from '../platform/digest.ts';
import { jwtSchema } from './jwt.ts';
import { notText, text } from './values.ts';

/** The key of a source, or a pattern of keys. */
export const grant = z
  .string({ error: notText })
  .regex(/^[a-z0-9*-]{1,64}$/, "must be a source's key, or a wildcard such as ecs-*");

const apiKey = z.strictObject({
  name: text.describe("The name of the key's owner, for the log."),
  sha256: z
    .string({ error: notText })
    .regex(/^[0-9a-fA-F]{64}$/, "must be the 64 hex digits of the key's SHA-256")
    .toLowerCase()
    .refine((hash) => hash !== emptyHash, 'is that of an empty text: the key was not there when it was hashed')
    .describe('The SHA-256 of the key in hex.'),
  sources: z
    .array(grant, 'must be a list of sources')
    .min(1, 'must name one source at least')
    .describe('The sources that it may read: keys, or patterns in which * stands for any characters.'),
});

/** An API key: its owner's name, the SHA-256 of the key in hex, and the sources that it may read. */
export type ApiKeyConfig = z.output<typeof apiKey>;

const modes = ['none', 'apiKeys', 'jwt'] as const;

/** How callers authenticate: not at all, by API keys, or by JSON Web Tokens. */
export const authSchema = z.strictObject({
  mode: z
    .enum(modes, `must be one of ${modes.join(', ')}`)
    .default('none')
    .describe('How callers authenticate; without it everyone who can connect sees everything.'),
  apiKeys: z.array(apiKey, 'must be a list of keys').optional().describe('The keys of callers, for the mode apiKeys.'),
  jwt: jwtSchema.optional().describe('The tokens of callers, for the mode jwt.'),
});

/** The checked `auth` section. */
export type AuthConfig = z.output<typeof authSchema>;
