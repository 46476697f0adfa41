import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** A key set to be sent: its first key, and its length. `sent` is the most that was taken of it, in bytes. */
export interface KeySet {
  readonly text: string;
  readonly bytes: number;
  sent: number;
}

/** A key that verifies nothing, again and again; with a comma before each. */
const filling = `,${JSON.stringify({ kty: 'EC', crv: 'P-256', kid: 'filling', x: 'x'.repeat(43), y: 'y'.repeat(43) })}`;
const chunk = filling.repeat(512);

/** Sends a key set for as long as the other side reads it. */
export async function sendKeySet(response: ServerResponse, keySet: KeySet): Promise<void> {
  const gone = once(response, 'close');
  response.writeHead(200, { 'content-type': 'application/json' });
  let sent = keySet.text.length;
  response.write(`{"keys":[${keySet.text}`);
  while (sent < keySet.bytes && !response.destroyed) {
    sent += chunk.length;
    keySet.sent = Math.max(keySet.sent, sent);
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), gone]);
  }
  response.end(']}');
}
