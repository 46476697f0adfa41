import { checkAsCommand } from '../src/start/check-config.ts';

await checkAsCommand(process.env, process.argv.slice(2));
