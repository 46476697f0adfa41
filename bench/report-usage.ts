import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Loaded before a program that is measured: answers each message of the bench with what it has used until now. */
process.on('message', (message) => {
  const { user, system } = process.cpuUsage();
  if (message === 'usage without garbage') collectGarbage();
  process.send?.({
    cpu: user + system,
    memory: process.memoryUsage.rss(),
    heap: process.memoryUsage().heapUsed,
    delay: delay.max,
  });
  delay.reset();
});

// Waiting for messages must not keep the program from ending.
process.channel?.unref();
// It ends with the bench, however that ends.
process.on('disconnect', () => process.exit());
