import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { startServer } from '#src/http/server.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test.for(['stop', 'kill'] as const)(
  'a server that has ended by its %s keeps nothing of what it served',
  async (how) => {
    const served = await (async () => {
      const listener = () => Promise.resolve();
      const server = await startServer({ host: '127.0.0.1', port: 0, listener });
      server[how]();
      await server.stop();
      return new WeakRef(listener);
    })();
    const isKept = async (): Promise<boolean> => {
      await sleep(10);
      collectGarbage();
      return served.deref() !== undefined;
    };
    await expect.poll(isKept).toBe(false);
  },
);
