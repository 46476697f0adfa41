import { z } from 'zod';
import { providerNames } from '../providers/modules.ts';
import { taskStatuses } from '../tasks/task.ts';
import { grant } from './auth.ts';
import { flag, isSeen, notText, text, unseenComplaint } from './values.ts';

/** What a hook is called for. */
const events = ['FINISHED', 'FAILED', 'STALLED'] as const;

/** Signing secrets as Standard Webhooks has them: `whsec_` and the bytes in base64. */
const prefix = 'whsec_';

/** How many bytes a secret may have: fewer could be found by trying, more are of no use. */
const secretBytes = { least: 24, most: 64 };

function isSecret(value: string): boolean {
  const encoded = value.slice(prefix.length);
  const { length } = Buffer.from(encoded, 'base64');
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && encoded.length % 4 === 0;
  return value.startsWith(prefix) && isBase64 && length >= secretBytes.least && length <= secretBytes.most;
}

const secret = z
  .string({ error: notText })
  .refine(isSecret, `must be whsec_ and the base64 of ${secretBytes.least} to ${secretBytes.most} random bytes`);

/** The path of a receiver is often a secret, and a URL is read without what is around it. */
function urlFault(value: string): string | null {
  if (!isSeen(value)) return unseenComplaint;
  if (!URL.canParse(value)) return 'must be a URL, such as https://hooks.example.com/taskline';
  const { protocol, username, password, hash } = new URL(value);
  if (protocol !== 'https:' && protocol !== 'http:') return 'must be an https URL';
  if (username || password) return 'must not hold credentials: the receiver knows by the signature who has sent it';
  return hash ? 'must not have a fragment' : null;
}

const url = z.string({ error: notText }).superRefine((value, context) => {
  const fault = urlFault(value);
  if (fault !== null) context.addIssue(fault);
});

const filter = z.strictObject({
  sources: z
    .array(grant, 'must be a list of sources')
    .optional()
    .describe('Keys of sources, or patterns in which * stands for any characters.'),
  providers: z
    .array(z.enum(providerNames, `must be one of ${providerNames.join(', ')}`), 'must be a list of providers')
    .optional()
    .describe('Names of providers.'),
  operations: z
    .array(text, 'must be a list of operations')
    .optional()
    .describe("What tasks do, in the providers' own terms."),
  statuses: z
    .array(z.enum(taskStatuses, `must be one of ${taskStatuses.join(', ')}`), 'must be a list of statuses')
    .optional()
    .describe('Statuses when the message is made.'),
});

/** A receiver of messages about tasks that finish, fail or stall; docs/hooks.md says what it gets. */
export const hookSchema = z
  .strictObject({
    url: url.describe('Where to POST to: https, without credentials.'),
    secret: secret.describe('Signs each message: whsec_ and the base64 of random bytes, as Standard Webhooks has it.'),
    filter: filter.prefault({}).describe('Which tasks; all conditions must hold, and what is absent does not filter.'),
    on: z
      .array(z.enum(events, `must be one of ${events.join(', ')}`), 'must be a list of events')
      .min(1, 'must name one event at least')
      .describe('What it is called for: FINISHED, FAILED or STALLED.'),
    allowPrivate: flag
      .default(false)
      .describe('Whether the receiver may be in a private network, and may be reached by http.'),
  })
  .superRefine((hook, context) => {
    if (hook.allowPrivate || !hook.url.startsWith('http:')) return;
    context.addIssue({ code: 'custom', path: ['url'], message: 'must be https; http needs allowPrivate: true' });
  });

/** A hook of the configuration, checked. */
export type HookConfig = z.output<typeof hookSchema>;
