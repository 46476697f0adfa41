import { createHmac } from 'node:crypto';
import type { HookMessage } from './message.ts';

/** The headers that Standard Webhooks has: https://www.standardwebhooks.com. Each attempt is signed by its own time. */
export function signedHeaders(
  { id, body }: Pick<HookMessage, 'id' | 'body'>,
  secret: string,
  now: Date = new Date(),
): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
