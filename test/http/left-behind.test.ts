import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Listener } from '#src/http/listener.ts';
import { startServer } from '#src/http/server.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What serves nothing, made anew each time. */
function createListener(): Listener {
  const nothing = Promise.resolve();
  return () => nothing;
}

/** What a server has served that has ended, as far as it is still there. */
async function servedUntil(how: 'stop' | 'kill'): Promise<WeakRef<Listener>> {
  const listener = createListener();
  const server = await startServer({ host: '127.0.0.1', port: 0, listener });
  if (how === 'kill') server.kill();
  await server.stop();
  return new WeakRef(listener);
}

test.for(['stop', 'kill'] as const)(
  'a server that has ended by its %s keeps nothing of what it served',
  async (how) => {
    const served = await servedUntil(how);
    const isKept = async (): Promise<boolean> => {
      await sleep(10);
      collectGarbage();
      return served.deref() !== undefined;
    };
    await expect.poll(isKept).toBe(false);
  },
);
