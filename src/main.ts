import { enableCompileCache } from 'node:module';

// What is imported from here on is compiled by the first start alone: without it, starting takes twice the time.
enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname);

// These would end the process: until it has started there is nothing to reload, and no log.
for (const signal of ['SIGHUP', 'SIGUSR2']) process.on(signal, () => undefined);
// The first process of a container is ended by no signal that it does not handle: a stop would wait until it has started.
process.once('SIGTERM', () => process.exit(143));

const { runGateway } = await import('./start/process.ts');
await runGateway();
