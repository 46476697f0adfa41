import { enableCompileCache } from 'node:module';
import { handleSignalsOfStart } from './platform/signals-of-start.ts';

// What is imported from here on is compiled by the first start alone: without it, starting takes twice the time.
enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname);

handleSignalsOfStart();

const { runGateway } = await import('./start/process.ts');
await runGateway();
