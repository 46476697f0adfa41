import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { codesOf, type Subscriber } from './subscriber.ts';

const headers = ['content-type: application/json', 'accept: text/event-stream'];

/** What a person at a terminal types. */
export const curl: Subscriber = {
  name: 'curl -N',
  async *subscribe(url, query, variables) {
    const body = JSON.stringify({ query, variables });
    const child = spawn('curl', ['-sN', url, ...headers.flatMap((header) => ['-H', header]), '-d', body]);
    const ended = once(child, 'close');
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        const [, text] = /^data: (\{.*)$/.exec(line) ?? [];
        if (!text) continue;
        const { data, errors } = JSON.parse(text);
        yield { data, codes: codesOf(errors) };
      }
    } finally {
      child.kill();
      await ended;
    }
  },
};
