import { runSandbox } from './process.ts';

await runSandbox(process.env);
