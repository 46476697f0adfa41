import { enableCompileCache } from 'node:module';

// What is imported from here on is compiled by the first start alone: without it, starting takes twice the time.
enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname);

// The first process of a container is ended by no signal that it does not handle: a stop would wait until it has started.
process.once('SIGTERM', () => process.exit(143));

const { runGateway } = await import('./start/process.ts');
await runGateway();
